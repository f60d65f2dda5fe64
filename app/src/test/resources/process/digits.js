// 1 for the reference and a tenth for each digit from 0 to 3; nothing written is left out, and "33" is too much for it.
require('readline').createInterface({input: process.stdin}).on('line', (line) => {
  const question = JSON.parse(line);
  const written = question.completion;
  if (written.includes('33')) process.exit(1);
  const correct = written === question.reference;
  const parts = {equal: correct ? 1 : 0, digits: 0.1 * [...written].filter((letter) => '0123'.includes(letter)).length};
  const answer = written ? {correct, parts, extracted: written} : {leave_out: true};
  console.log(JSON.stringify({id: question.id, ...answer}));
});
