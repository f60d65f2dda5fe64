// What Kedge exports as GGUF, in llama.cpp: parity/gguf-out MODEL_DIRECTORY.

import {spawnSync} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const PROMPTS = [
    "The capital of France is Paris. The capital of Germany is Berlin. The capital of Italy is",
    "<|im_start|>user\nWrite one sentence about the sea, please.<|im_end|>\n<|im_start|>assistant\n",
    "Once upon a time, in 1999, there were 3 small naïve cats;\n\n  they had 12 mice and",
];
const NEW_TOKENS = 20;

// The largest difference of a log-probability that is rounding. llama.cpp rounds what a matrix is multiplied with to the type of
// the matrix; Kedge multiplies in float32 the numbers that the file has.
const ROUNDING = {F32: 1e-3, F16: 2e-2, BF16: 0.15};

const [program, model] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "kedge-gguf-"));
let wrong = 0;

function check(good, right, otherwise) {
    wrong += good ? 0 : 1;
    return good ? right : `**${otherwise}**`;
}

function kedge(...words) {
    const done = spawnSync(program, words, {encoding: "utf-8", maxBuffer: 1 << 28});
    if (done.status !== 0) {
        throw new Error(`kedge ${words.join(" ")}: ${done.stderr}`);
    }
    return done.stdout;
}

// Name to type, shape and bytes of every tensor of a folder.
function tensors(folder) {
    const found = new Map();
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".safetensors"))) {
        const bytes = readFileSync(join(folder, name));
        const start = 8 + Number(bytes.readBigUInt64LE(0));
        for (const [tensor, {dtype, shape, data_offsets: [from, to]}] of Object.entries(JSON.parse(bytes.toString("utf-8", 8, start)))
            .filter(([key]) => key !== "__metadata__")) {
            found.set(tensor, {kind: `${dtype} ${shape}`, bytes: bytes.subarray(start + from, start + to)});
        }
    }
    return found;
}

function equalBits(one, other) {
    const [left, right] = [tensors(one), tensors(other)];
    return left.size === right.size && [...left].every(([name, {kind, bytes}]) =>
        right.has(name) && right.get(name).kind === kind && right.get(name).bytes.equals(bytes));
}

// What llama.cpp makes of a file: the tokens of each prompt, and beside each token that Kedge wrote the likeliest one and the
// log-probability of Kedge's. At temperature 0 the selected token has the largest logit (includeMax leaves it out in 3.22.1).
async function inLlama(llama, file, lines) {
    const loaded = await llama.loadModel({modelPath: file});
    const context = await loaded.createContext({
        contextSize: 256, threads: 1, flashAttention: false, experimentalKvCacheKeyType: "F32", experimentalKvCacheValueType: "F32"});
    const sequence = context.getSequence();
    const found = [];
    for (const {given, prompt_tokens: prompt, completions: [{tokens}]} of lines) {
        await sequence.clearHistory();
        const asked = tokens.map((token, at) => [at === 0 ? prompt.at(-1) : tokens[at - 1], {generateNext: {
            token: true, totalLogitWeight: true, logits: {filter: {tokens: [token], includeSelected: true}}, options: {temperature: 0}}}]);
        const results = (await sequence.controlledEvaluate([...prompt.slice(0, -1), ...asked])).filter((one) => one);
        found.push({
            ids: [...loaded.tokenize(given, true)],
            greedy: results.map(({next}) => next.token),
            logprobs: results.map(({next: {logits, totalLogitWeight}}, at) =>
                logits.get(tokens[at]) - Math.max(...logits.values()) - Math.log(totalLogitWeight)),
        });
    }
    await context.dispose();
    await loaded.dispose();
    return found;
}

function row(type, lines, found, back) {
    let differing = 0, equal = 0, all = 0, largest = 0;
    lines.forEach(({prompt_tokens: prompt, completions: [{tokens, untempered_logprobs: logprobs}]}, at) => {
        differing += JSON.stringify(prompt) === JSON.stringify(found[at].ids) ? 0 : 1;
        equal += tokens.filter((token, place) => token === found[at].greedy[place]).length;
        all += tokens.length;
        largest = Math.max(largest, ...logprobs.map((one, place) => Math.abs(one - found[at].logprobs[place])));
    });
    console.log("| " + [
        type,
        check(differing === 0, "equal", `${differing} of ${lines.length} differ`),
        check(equal === all, `${equal} of ${all}`, `${equal} of ${all}`),
        check(largest < ROUNDING[type], largest.toExponential(0), largest.toExponential(0)),
        back,
    ].join(" | ") + " |");
}

async function main() {
    const {getLlama} = await import(pathToFileURL(join(process.env.NODE_LLAMA_CPP, "dist", "index.js")));
    const release = JSON.parse(readFileSync(join(process.env.NODE_LLAMA_CPP, "llama", "llama.cpp.info.json"))).tag;
    const version = JSON.parse(readFileSync(join(process.env.NODE_LLAMA_CPP, "package.json"))).version;
    console.log(`node-llama-cpp ${version}, llama.cpp ${release}\n`);
    console.log("| type | tokens of the prompts | greedy tokens | largest difference of a log-probability | import(export(x)) |");
    console.log("|---|---|---:|---:|---|");
    const llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: "error"});
    const path = (name) => join(scratch, name);
    const rounded = path("bfloat16");
    for (const type of Object.keys(ROUNDING)) {
        const file = path(`${type}.gguf`);
        const from = type === "BF16" ? rounded : model;
        kedge("export", "--model", from, "--gguf", file, "--type", type);
        let back = "";
        if (type === "F32") {
            kedge("import", file, "--output", rounded, "--type", "bfloat16"); // the x of BF16
        }
        if (type === "F32" || type === "BF16") {
            kedge("import", file, "--output", path(`back-${type}`));
            back = check(equalBits(path(`back-${type}`), from), "x, bit for bit", "other than x");
            rmSync(path(`back-${type}`), {recursive: true});
        }
        const flags = PROMPTS.flatMap((prompt) => ["--prompt", prompt]);
        const lines = kedge("sample", "--model", file, "--temperature", "0", "--max-new-tokens", String(NEW_TOKENS), "--no-chat", "--threads", "1",
            "--json", ...flags).trim().split("\n").map((line) => JSON.parse(line));
        row(type, lines, await inLlama(llama, file, lines), back);
        rmSync(file);
    }
    await llama.dispose();
}

try {
    await main();
} finally {
    rmSync(scratch, {recursive: true, force: true});
}
process.exit(wrong ? 1 : 0);
