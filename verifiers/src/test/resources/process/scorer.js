// Right is the reference; the reward falls with the distance of the lengths, in two parts.
const lines = require('readline').createInterface({input: process.stdin});
lines.on('line', (line) => {
  const {id, completion, reference, fields} = JSON.parse(line);
  if (completion === 'throw') throw new TypeError('no such completion');
  const correct = completion === reference;
  const parts = {equal: correct ? 1 : 0, length: -0.125 * Math.abs(completion.length - reference.length)};
  const answer = {id, correct, parts, extracted: completion, reason: `level ${fields.meta.level}, ${typeof fields.meta.level}`};
  console.log(JSON.stringify(answer));
});
