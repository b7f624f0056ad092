/** A first pipeline: it needs nothing but a shell, and shows values, a matrix, files and metrics in thirty lines. */
export const pipelineTemplate = (name: string): string => `# A first pipeline. It runs as it is: stepops run
name: ${name}

params:
  rows: 100                     # stepops run --param rows=500

steps:
  prepare:
    # What stands in \${{ }} reaches the script as a variable, never as syntax.
    command: |
      mkdir -p data
      seq 1 \${{ params.rows }} > data/rows.txt
      echo "rows=$(wc -l < data/rows.txt | tr -d ' ')" >> "$STEPOPS_VALUES"
    inputs: []                  # it reads no file
    outputs: [data/rows.txt]
    values: [rows]

  train:
    strategy:
      matrix:
        scale: ["1", "2"]       # one leg for each, side by side
    inputs: [data/rows.txt]     # prepare writes it, so train needs prepare
    command: |
      mkdir -p models/\${{ matrix.scale }}
      awk -v scale=\${{ matrix.scale }} '{ sum += $1 * scale } END { print sum / NR }' data/rows.txt > models/\${{ matrix.scale }}/model.txt
      printf '{"mean": %s}\\n' "$(cat models/\${{ matrix.scale }}/model.txt)" > models/\${{ matrix.scale }}/metrics.json
    outputs: ["models/\${{ matrix.scale }}/model.txt"]
    metrics: ["models/\${{ matrix.scale }}/metrics.json"]

  report:
    inputs: [models/]           # every leg of train
    command: |
      for model in models/*/model.txt; do echo "$model $(cat "$model")"; done > report.txt
      cat report.txt
    outputs: [report.txt]
`;

/** The workflow runs the pipeline on every push and by hand; it needs to read the repository and nothing else. */
export const workflowTemplate = (): string => `name: pipeline
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
          pipeline: pipeline.yaml
`;
