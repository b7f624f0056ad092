// Ranks the trained models by accuracy on the validation penguins and names the best.
import { readdirSync } from "node:fs";
import { readJson, writeValues } from "./table.mjs";

const [models] = process.argv.slice(2);
// Ties go to the lower loss and then to the name, so that the same models always give the same choice.
const ranking = readdirSync(models)
  .map((name) => ({ name, ...readJson(`${models}/${name}/metrics.json`) }))
  .sort(
    (a, b) =>
      b.validation_accuracy - a.validation_accuracy ||
      a.validation_loss - b.validation_loss ||
      (a.name < b.name ? -1 : 1),
  );
const [best] = ranking;
writeValues({ model: `${models}/${best.name}/model.json`, validation_accuracy: best.validation_accuracy });

const width = Math.max(...ranking.map(({ name }) => name.length));
for (const { name, validation_accuracy, validation_loss } of ranking) {
  const mark = name === best.name ? "★" : " ";
  console.log(
    `${mark} ${name.padEnd(width)}  ${(validation_accuracy * 100).toFixed(1).padStart(5)} %  loss ${validation_loss.toFixed(3)}`,
  );
}
