/** A pipeline that has every key there is, in every form that a key can take. */
export const fullPipeline = `# A comment
x-shared: &shared
  env: {SHARED: "1", LEVEL: debug}
name: vision
description: Trains and evaluates
stack: aws
stacks:
  aws:
    description: The team's account
    artifact_store: {type: s3, uri: "s3://acme-ml/stepops"}
    container_registry: {uri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml}
    secrets: {WANDB_API_KEY: "arn:aws:secretsmanager:eu-west-1:1:secret:wandb"}
    auth: {oidc: true, role: "arn:aws:iam::1:role/stepops", audience: sts.amazonaws.com, region: eu-west-1}
    policy: {max_cost_usd: 50}
    step_operators:
      gpu: {type: sagemaker, role: "arn:aws:iam::1:role/job", region: eu-west-1}
  lab:
    artifact_store: {type: local, path: /mnt/nfs/stepops}
    step_operators: {gpu: {type: custom, command: [./ops/slurm]}}
params:
  epochs: 10
  rate: 1e-4
  model: resnet
  debug: false
  seed: {type: integer, default: 7, enum: [7, 8], description: Seed}
env: {PYTHONHASHSEED: "0", JOBS: 2}
defaults:
  image: python:3.13-slim
  setup: pip install -r requirements.txt
max_parallel: 4
on_failure: finish
steps:
  prepare:
    <<: *shared
    description: Splits the data
    image: {build: {context: ., dockerfile: Dockerfile, target: base, args: {A: 1}, platform: linux/amd64}}
    command: [python, src/prepare.py, --rows, 10, --fast, true]
    inputs:
      - src/
      - "!src/**/*_test.py"
      - {from: "s3://acme-data/coco/v3/", path: data/raw/}
    outputs: [data/prepared/]
    values: [rows, mean-size]
    cache: false
    network: none
    user: 1000:1000
  train:
    needs: [prepare]
    strategy:
      matrix:
        lr: ["0.1", "0.01"]
        size: [1, 2.5, big]
        include: [{lr: "0.001", extra: {deep: [1]}}]
        exclude: [{lr: "0.1", size: 1}]
      max_parallel: 2
      fail_fast: false
    if: fromJSON(needs.prepare.values.rows) > 1000
    step_operator: gpu
    resources:
      accelerators: ["A10G:1", "T4:1"]
      cpus: 4+
      memory: 16
      disk_size: 100
      shm_size: 8
      use_spot: true
      num_nodes: 1
      instance_type: ml.g5.xlarge
      any_of: [{accelerators: "A100:1", use_spot: "\${{ params.debug }}"}, {cpus: 8}]
    settings: {volume_kms_key: alias/ml, tags: [{a: null}]}
    env: {MODEL: "\${{ matrix.size }}", EMPTY: ''}
    secrets: [WANDB_API_KEY]
    shell: bash
    working_directory: src
    command: |
      python train.py --lr \${{ matrix.lr }} \\
        --epochs \${{ params.epochs }}

      echo done
    outputs: {"models/\${{ matrix.lr }}/": {artifact: false}, log.txt: }
    checkpoint: checkpoints/
    retry: {max_attempts: 3, on: [preempted, capacity], exit_codes: [75], backoff: {initial: 10s, factor: 2, max: 5m}}
    timeout: 1h30m
    pending_timeout: 90
    continue_on_error: true
  evaluate:
    image: null
    setup: [pip, install, wheel]
    needs: train
    inputs: [models/]
    command: >-
      python eval.py
      metrics.json
    metrics: {metrics.json: {accuracy: {better: higher, max_drop: 0.01}}, other.json: }
    plots: {history.csv: {x: epoch, y: [loss, val_loss], title: Loss}, roc.svg: }
    outputs:
      - report.html
    user: image
finally:
  notify: {if: failure(), image: null, command: [./notify.sh], needs: []}
`;
