/** The folder that the first pipeline writes to, all of it. */
export const outputFolder = "out";

/** Plain where YAML reads back the same text; JSON's strings are YAML's too. */
const scalar = (text: string): string =>
  /^[A-Za-z_][\w./ -]*$/.test(text) && !/[ ]$|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** A first pipeline: it needs nothing but a shell, and shows values, a matrix, files and metrics in thirty lines. */
export const pipelineTemplate = (name: string): string => `# A first pipeline. It runs as it is: stepops run
name: ${scalar(name)}

params:
  rows: 100                     # stepops run --param rows=500

steps:
  prepare:
    # What stands in \${{ }} reaches the script as a variable, never as syntax.
    command: |
      mkdir -p out
      seq 1 \${{ params.rows }} > out/rows.txt
      echo "rows=$(wc -l < out/rows.txt | tr -d ' ')" >> "$STEPOPS_VALUES"
    inputs: []                  # it reads no file
    outputs: [out/rows.txt]
    values: [rows]

  train:
    strategy:
      matrix:
        scale: ["1", "2"]       # one leg for each, side by side
    inputs: [out/rows.txt]      # prepare writes it, so train needs prepare
    command: |
      mkdir -p out/models/\${{ matrix.scale }}
      awk -v scale=\${{ matrix.scale }} '{ sum += $1 * scale } END { print sum / NR }' out/rows.txt > out/models/\${{ matrix.scale }}/model.txt
      printf '{"mean": %s}\\n' "$(cat out/models/\${{ matrix.scale }}/model.txt)" > out/models/\${{ matrix.scale }}/metrics.json
    outputs: ["out/models/\${{ matrix.scale }}/model.txt"]
    metrics: ["out/models/\${{ matrix.scale }}/metrics.json"]

  report:
    inputs: [out/models/]       # every leg of train
    command: |
      for model in out/models/*/model.txt; do echo "$model $(cat "$model")"; done > out/report.txt
      cat out/report.txt
    outputs: [out/report.txt]
`;

/** The workflow runs the pipeline on every push and by hand; it needs to read the repository and nothing else. */
export const workflowTemplate = (pipeline: string): string => `name: pipeline
on:
  push:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  pipeline:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - uses: org/stepops-action@v1
        with:
          pipeline: ${scalar(pipeline)}
`;
