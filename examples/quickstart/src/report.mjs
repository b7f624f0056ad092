// Runs at the end whatever happened, as a `finally` step does: says what came out, from the environment alone.
const { ACCURACY, MODEL, RESULT, ROWS } = process.env;

if (RESULT === "success") {
  const name = MODEL.split("/").at(-2);
  console.log(
    `${ROWS} penguins, best model ${name}, ${(Number(ACCURACY) * 100).toFixed(1)} % right on held-out ones`,
  );
} else {
  console.log(`No accuracy to report: evaluate ended with ${RESULT || "nothing"}`);
}
