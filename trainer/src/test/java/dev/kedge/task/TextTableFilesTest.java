package dev.kedge.task;

import static dev.kedge.task.DataFiles.answers;
import static dev.kedge.task.DataFiles.prompts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kedge.api.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with commas or tabs: every row is there, every value as it is written, and an error says where. */
class TextTableFilesTest {

    @TempDir
    private Path directory;

    private DataFiles files;

    @BeforeEach
    void files() {
        files = new DataFiles(directory);
    }

    @Test
    void nothingIsAComment() throws IOException {
        Path file = files.text("a.csv", "prompt,answer,note\n#q1,1,ok\n#q2,2,ok\nq3,3,#\n");
        assertThat(prompts(file, Map.of()))
                .extracting(Prompt::id, Prompt::text)
                .containsExactly(tuple("a.csv:1", "#q1"), tuple("a.csv:2", "#q2"), tuple("a.csv:3", "q3"));
        Path other = files.text("b.csv", "prompt,answer\nx,#3\n#3,7\n");
        assertThat(answers(other, Map.of())).containsExactly("#3", "7");
        StringBuilder ten = new StringBuilder("prompt,answer\n");
        for (int i = 1; i <= 9; i++) {
            ten.append("What is ").append(i).append("?,").append(i).append('\n');
        }
        ten.append("# What is 500+500?,\"1,000\"\n");
        assertThat(answers(files.text("c.csv", ten.toString()), Map.of()))
                .hasSize(10)
                .endsWith("9", "1,000");
        assertThat(answers(files.text("d.csv", "#id,prompt,answer\n1,--p,//1\n2,;p,%2\n"), Map.of()))
                .containsExactly("//1", "%2");
    }

    @Test
    void aValueIsTheTextThatIsWritten() throws IOException {
        Path file = files.text(
                "a.csv",
                "prompt,answer\nq,007\nq,1e5\nq,0.0000001\nq,True\nq, 5 \nq,1/2/2024\nq,NULL\nq,nan\nq,1.50\n");
        assertThat(prompts(file, Map.of("answer", "<{answer}>")))
                .extracting(Prompt::answer)
                .containsExactly(
                        "<007>", "<1e5>", "<0.0000001>", "<True>", "< 5 >", "<1/2/2024>", "<NULL>", "<nan>", "<1.50>");
    }

    @Test
    void quotesLineEndsAndTabs() throws IOException {
        Path crlf = files.text(
                "a.csv",
                "prompt,answer\r\n\"a\r\n\r\nb\",1\r\n\r\n\"say \"\"hi\"\", x\",2\r\nit\"s 5\",3\r\n\"\"\"\",4");
        assertThat(prompts(crlf, Map.of()))
                .extracting(Prompt::id, Prompt::text)
                .containsExactly(
                        tuple("a.csv:1", "a\r\n\r\nb"),
                        tuple("a.csv:2", "say \"hi\", x"),
                        tuple("a.csv:3", "it\"s 5\""),
                        tuple("a.csv:4", "\""));
        Path tabs = files.text("a.tsv", "prompt\tanswer\na, \"b\"\t1\n\"x\ty\"\t2\n\n#c\t3\n");
        assertThat(prompts(tabs, Map.of())).extracting(Prompt::text).containsExactly("a, \"b\"", "x\ty", "#c");
        Path returns = files.text("b.csv", "prompt,answer\ra,1\rb,2\r");
        assertThat(answers(returns, Map.of())).containsExactly("1", "2");
        Path within = files.text("c.csv", "prompt,answer\na\rb,1\n");
        assertThat(prompts(within, Map.of())).extracting(Prompt::text).containsExactly("a\rb");
        Path single = files.text("d.csv", "\uFEFFprompt\nonly\n\nother\n");
        assertThat(prompts(single, Map.of("answer", "")))
                .extracting(Prompt::id, Prompt::text)
                .containsExactly(tuple("d.csv:1", "only"), tuple("d.csv:2", "other"));
    }

    @Test
    void namesMayDifferInCaseHaveBlanksOrBeMissing() throws IOException {
        Path file = files.text("a.csv", "prompt,Answer,answer, Correct Answer ,\nq,1,2,3,4\n");
        assertThat(answers(file, Map.of())).containsExactly("2");
        assertThat(answers(file, Map.of("answer", "{answer|Answer}"))).containsExactly("2");
        assertThat(answers(file, Map.of("answer", "{Answer}"))).containsExactly("1");
        assertThat(answers(file, Map.of("answer", "{Correct Answer}"))).containsExactly("3");
        assertThat(answers(file, Map.of("answer", "{column4}"))).containsExactly("4");
        Path twice = files.text("b.csv", "prompt,answer,answer\nq,1,2\n");
        assertThatThrownBy(() -> prompts(twice, Map.of()))
                .hasMessage(twice + ": the header must name each column once, got answer for columns 2 and 3");
    }

    /** What is wrong, with the row and the numbers of columns. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "prompt,answer⏎q1,5⏎q2,6,7⏎q3,8⏎|:2 has 3 fields, the header 2",
                "prompt,answer⏎q1,5⏎q2⏎|:2 has 1 field, the header 2",
                "prompt,answer⏎q1,5⏎⏎\"q2,6⏎|:2, column 1: a quote is opened and not closed",
                "prompt,answer⏎q1,\"5\"6⏎|:1, column 2: text behind a closing quote; a quote within quotes is written twice",
                "prompt,answer⏎q1,⏎|:1: field \"answer\" is missing, got [prompt]",
                "prompt,answer⏎q1,\"\"⏎|:1: field \"answer\" is missing, got [prompt]",
                "\"prompt,answer⏎|: header, column 1: a quote is opened and not closed",
            })
    void anErrorNamesTheRow(String content, String problem) throws IOException {
        Path file = files.text("a.csv", content.replace('⏎', '\n'));
        assertThatThrownBy(() -> prompts(file, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + problem);
    }

    @Test
    void headersAloneAndNothingAtAll() throws IOException {
        Path header = files.text("a.csv", "prompt,answer\n");
        assertThatThrownBy(() -> prompts(header, Map.of()))
                .hasMessage("the data set has no prompt in split test; rows per file: [" + header + " 0]");
        Path empty = files.text("b.csv", "\n");
        assertThatThrownBy(() -> prompts(empty, Map.of()))
                .hasMessage(empty + " must begin with a header, got an empty file");
        assertThatThrownBy(() -> prompts(header, Map.of("where", "answer > 3")))
                .hasMessageStartingWith("the data set has no prompt in split test");
    }

    @Test
    void bytesThatAreNoUtf8NameRowAndColumn() throws IOException {
        Path file = directory.resolve("a.csv");
        Files.write(file, "prompt,answer\nq,1\nq,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> prompts(file, Map.of())).hasMessage(file + ":2, column 2: not UTF-8");
        Files.write(file, "\uFEFFprompt,answer\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> prompts(file, Map.of())).hasMessage(file + " must be UTF-8, got UTF-16");
    }

    @Test
    void packedFilesAreUnpacked() throws IOException {
        String rows = "{\"prompt\":\"q\",\"answer\":1}\n{\"prompt\":\"r\",\"answer\":2}\n";
        assertThat(answers(packed("a.jsonl.gz", rows), Map.of())).containsExactly("1", "2");
        assertThat(answers(packed("a.jsonl", "\uFEFF" + rows), Map.of())).containsExactly("1", "2");
        assertThat(answers(packed("a.csv.gz", "prompt,answer\n#a,1\n"), Map.of("where", "answer > 0")))
                .containsExactly("1");
        assertThat(answers(packed("a.tsv.gz", "prompt\tanswer\na\t1\n"), Map.of()))
                .containsExactly("1");
        assertThat(answers(packed("a.json.gz", "[{\"prompt\":\"q\",\"answer\":7}]"), Map.of()))
                .containsExactly("7");
        Path cut = directory.resolve("cut.jsonl.gz");
        byte[] whole = Files.readAllBytes(packed("b.jsonl.gz", rows));
        Files.write(cut, Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> prompts(cut, Map.of())).hasMessage(cut + ": packed data that is broken or not whole");
    }

    private Path packed(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }

    @Test
    void aPointerOfGitLfsIsNamed() throws IOException {
        for (String name : new String[] {"a.jsonl", "a.csv", "a.json", "a.parquet"}) {
            Path file = files.text(
                    name, "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 123\n");
            assertThatThrownBy(() -> prompts(file, Map.of()))
                    .as(name)
                    .hasMessage(file + " is a Git LFS pointer, not the file itself; git lfs pull fetches it");
        }
    }

    /**
     * Rows that zstd packed with its levels 1 and 19, the first with a frame behind it that is to be skipped: row i
     * asks for the square of i.
     */
    @Test
    void filesThatZstdPackedAreUnpacked() throws IOException {
        for (String name : List.of("squares-1.jsonl.zst", "squares-19.jsonl.zst", "squares.csv.zst")) {
            Path file = directory.resolve(name);
            try (InputStream packed = TextTableFilesTest.class.getResourceAsStream(name)) {
                Files.write(file, Objects.requireNonNull(packed).readAllBytes());
            }
            List<Prompt> rows = prompts(file, Map.of("where", "answer >= 100"));
            assertThat(rows).as(name).hasSize(3000 - 10);
            for (int i = 10; i < 3000; i++) {
                assertThat(rows.get(i - 10).text()).isEqualTo("What is the square of " + i + "?");
                assertThat(rows.get(i - 10).answer()).isEqualTo(String.valueOf((long) i * i));
            }
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> prompts(file, Map.of()))
                    .as(name)
                    .hasMessage(file + ": packed data that is broken or not whole");
        }
    }
}
