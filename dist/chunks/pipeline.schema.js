// schema/pipeline.schema.json
var $schema = "https://json-schema.org/draft/2020-12/schema";
var title = "stepops pipeline";
var description = "A pipeline of steps: what each one runs, what it reads and writes, and where it runs. Keys that start with `x-` are ignored, so they can hold anchors.";
var examples = [{ "steps": { "train": { "command": "python train.py" } } }];
var type = "object";
var additionalProperties = false;
var patternProperties = { "^x-": true };
var required = ["steps"];
var properties = {
	"name": {
		"description": "Name of the pipeline, shown in logs and reports. The name of the file's folder by default.",
		"examples": ["vision"],
		"$ref": "#/$defs/text"
	},
	"description": {
		"description": "What the pipeline is for, in a sentence or two.",
		"examples": ["Trains and evaluates the image classifier"],
		"type": "string"
	},
	"stack": {
		"description": "Which of the stacks says where steps run. The flag `--stack` and the action's input `stack` win over it. The built-in stack `local` runs everything on this machine.",
		"examples": ["aws", "local"],
		"$ref": "#/$defs/id"
	},
	"stacks": {
		"description": "Stacks by name: where steps run and where their outputs are kept. The same mapping can stand in a `stacks.yaml` beside the pipeline.",
		"examples": [{ "lab": { "artifact_store": {
			"type": "local",
			"path": "/mnt/nfs/stepops"
		} } }],
		"$ref": "#/$defs/stacks"
	},
	"params": {
		"description": "Values that a caller may set with `--param NAME=VALUE`. A plain value is the default and gives the type; without a default the param is required. Used as `${{ params.NAME }}`.",
		"examples": [{
			"epochs": 10,
			"seed": {
				"type": "integer",
				"default": 7
			}
		}],
		"type": "object",
		"propertyNames": { "$ref": "#/$defs/id" },
		"additionalProperties": { "$ref": "#/$defs/param" }
	},
	"env": {
		"description": "Environment variables of every step. A step's own `env` wins.",
		"examples": [{ "PYTHONHASHSEED": "0" }],
		"$ref": "#/$defs/env"
	},
	"defaults": {
		"description": "Step keys that hold for every step, those under `finally` included, which does not set them itself. A step's key replaces the whole key given here, whatever it holds; only `env` is merged, name by name. `image: null`, `setup: null` and `needs: []` in a step take away what is given here.",
		"examples": [{
			"image": "python:3.13-slim",
			"timeout": "30m"
		}],
		"$ref": "#/$defs/step"
	},
	"max_parallel": {
		"description": "How many steps run at the same time at most. The number of cores by default.",
		"examples": [4],
		"$ref": "#/$defs/count"
	},
	"on_failure": {
		"description": "What happens when a step has failed. `finish` starts nothing new and lets running steps end; `continue` runs everything that does not depend on the failed step; `cancel` stops what runs.",
		"examples": ["continue"],
		"default": "finish",
		"type": "string",
		"enum": [
			"finish",
			"continue",
			"cancel"
		]
	},
	"steps": {
		"description": "The steps by id. Their order comes from `needs`, from expressions and from the paths that they read and write, not from the order in the file.",
		"examples": [{ "prepare": { "command": "python prepare.py" } }],
		"type": "object",
		"minProperties": 1,
		"propertyNames": { "$ref": "#/$defs/id" },
		"additionalProperties": {
			"$ref": "#/$defs/step",
			"required": ["command"]
		}
	},
	"finally": {
		"description": "Steps that run when all others have ended, whether they succeeded or not, also after a cancel.",
		"examples": [{ "notify": {
			"if": "failure()",
			"image": null,
			"command": ["./notify.sh"]
		} }],
		"type": "object",
		"propertyNames": { "$ref": "#/$defs/id" },
		"additionalProperties": {
			"$ref": "#/$defs/step",
			"required": ["command"]
		}
	}
};
var $defs = {
	"id": {
		"title": "an id",
		"description": "Letters, digits, `_` and `-`; it starts with a letter or `_` and has at most 64 characters.",
		"type": "string",
		"pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,63}$"
	},
	"text": {
		"title": "a text",
		"description": "A text that is not empty.",
		"type": "string",
		"pattern": "\\S"
	},
	"scalar": {
		"title": "a text, a number or a boolean",
		"description": "A text, a number or a boolean. It is used as text, so a number that would be printed in another spelling must stand in quotes: `\"3.10\"`; as the default of a param `1.0` is the number 1.",
		"type": [
			"string",
			"number",
			"boolean"
		]
	},
	"flag": {
		"title": "true or false",
		"description": "`true` or `false`, or one `${{ }}` that gives one.",
		"type": ["boolean", "string"],
		"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
	},
	"count": {
		"title": "a whole number of at least 1",
		"description": "A whole number of at least 1, or one `${{ }}` that gives one.",
		"type": ["integer", "string"],
		"minimum": 1,
		"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
	},
	"duration": {
		"title": "a duration",
		"description": "Seconds as a number, or a text with units: `10s`, `5m`, `1h30m`, `2d`. More than zero.",
		"type": ["string", "number"],
		"exclusiveMinimum": 0,
		"pattern": "^(?:(?=.*[1-9])(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
	},
	"delay": {
		"title": "a duration",
		"description": "Seconds as a number, or a text with units: `250ms`, `10s`, `5m`. Zero is allowed.",
		"type": ["string", "number"],
		"minimum": 0,
		"pattern": "^(?:(?=.)(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
	},
	"size": {
		"title": "a size",
		"description": "A number of GB, more than zero.",
		"type": ["number", "string"],
		"exclusiveMinimum": 0,
		"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
	},
	"amount": {
		"title": "an amount",
		"description": "A number, `8`, or `8+` for at least that many. More than zero.",
		"type": ["number", "string"],
		"exclusiveMinimum": 0,
		"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?\\+?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
	},
	"env": {
		"title": "a mapping of names to values",
		"description": "Names and values. A value is a text, a number or a boolean.",
		"type": "object",
		"additionalProperties": { "$ref": "#/$defs/scalar" }
	},
	"param": {
		"title": "a default, or a mapping with type, default, enum or description",
		"description": "A default value, or a mapping.",
		"type": [
			"string",
			"number",
			"boolean",
			"object"
		],
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"type": {
				"description": "Type that a value must have. The default's type where it is missing, else `string`.",
				"examples": ["integer"],
				"type": "string",
				"enum": [
					"string",
					"integer",
					"number",
					"boolean"
				]
			},
			"default": {
				"description": "Value where the caller sets none. A param without a default is required.",
				"examples": [7],
				"$ref": "#/$defs/scalar"
			},
			"enum": {
				"description": "The only values that are accepted.",
				"examples": [["sgd", "adam"]],
				"type": "array",
				"minItems": 1,
				"items": { "$ref": "#/$defs/scalar" }
			},
			"description": {
				"description": "What the param means; shown by `stepops plan` and by error messages.",
				"examples": ["Seed of every random generator"],
				"type": "string"
			}
		}
	},
	"command": {
		"title": "a script, or a list of a program and its arguments",
		"description": "A text is a shell script; a list is a program and its arguments.",
		"type": ["string", "array"],
		"pattern": "\\S",
		"minItems": 1,
		"items": { "$ref": "#/$defs/scalar" }
	},
	"setup": {
		"title": "a script, a list of a program and its arguments, or null",
		"description": "A text is a shell script; a list is a program and its arguments; `null` takes away the setup of `defaults`.",
		"type": [
			"string",
			"array",
			"null"
		],
		"pattern": "\\S",
		"minItems": 1,
		"items": { "type": "string" }
	},
	"image": {
		"title": "an image, a mapping with build, or null",
		"description": "A reference, `{build: …}`, or `null` for none.",
		"type": [
			"string",
			"null",
			"object"
		],
		"pattern": "\\S",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"required": ["build"],
		"properties": { "build": {
			"description": "Builds the image from a Dockerfile: the context's folder, or a mapping with more.",
			"examples": [".", {
				"context": ".",
				"dockerfile": "docker/Dockerfile.train"
			}],
			"$ref": "#/$defs/build"
		} }
	},
	"build": {
		"title": "a folder, or a mapping",
		"description": "The context's folder, or a mapping with the keys below.",
		"type": ["string", "object"],
		"pattern": "\\S",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"context": {
				"description": "Folder that is sent to the build, relative to the pipeline file, without what its `.dockerignore` leaves out. The pipeline's folder by default.",
				"examples": ["docker/"],
				"$ref": "#/$defs/text"
			},
			"dockerfile": {
				"description": "Path of the Dockerfile, relative to the pipeline file, not to the context. `Dockerfile` in the context's folder by default.",
				"examples": ["docker/Dockerfile.train"],
				"$ref": "#/$defs/text"
			},
			"target": {
				"description": "Stage of a multi-stage Dockerfile to stop at.",
				"examples": ["runtime"],
				"$ref": "#/$defs/text"
			},
			"args": {
				"description": "Build arguments. They are visible in the image's history, so keep secrets out.",
				"examples": [{ "PYTHON_VERSION": "3.13" }],
				"$ref": "#/$defs/env"
			},
			"platform": {
				"description": "Platform to build for. That of the machine which builds by default.",
				"examples": ["linux/amd64"],
				"$ref": "#/$defs/text"
			}
		}
	},
	"needs": {
		"title": "an id or a list of ids",
		"description": "An id or a list of ids.",
		"type": ["string", "array"],
		"pattern": "\\S",
		"items": { "$ref": "#/$defs/text" }
	},
	"strategy": {
		"title": "a mapping with matrix, max_parallel or fail_fast",
		"description": "How a step runs several times.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"matrix": {
				"description": "Runs the step once for every combination of the axes' values, at most 256 times. Used as `${{ matrix.AXIS }}`. One expression may stand for the whole matrix.",
				"examples": [{ "lr": ["0.1", "0.01"] }],
				"$ref": "#/$defs/matrix"
			},
			"max_parallel": {
				"description": "How many legs of the matrix run at the same time at most.",
				"examples": [2],
				"$ref": "#/$defs/count"
			},
			"fail_fast": {
				"description": "Whether the failure of one leg stops the others.",
				"examples": [false],
				"default": true,
				"$ref": "#/$defs/flag"
			}
		}
	},
	"matrix": {
		"title": "a mapping of axes to lists",
		"description": "Axes and their values. `include` and `exclude` change the combinations.",
		"type": ["object", "string"],
		"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
		"minProperties": 1,
		"propertyNames": { "$ref": "#/$defs/id" },
		"properties": {
			"include": {
				"description": "Mappings that add values to the combinations they agree with, or add combinations, as on GitHub.",
				"examples": [[{
					"lr": "0.001",
					"warmup": true
				}]],
				"$ref": "#/$defs/combinations"
			},
			"exclude": {
				"description": "Combinations to leave out: each that has all the values of one of these mappings.",
				"examples": [[{
					"lr": "0.1",
					"model": "large"
				}]],
				"$ref": "#/$defs/combinations"
			}
		},
		"additionalProperties": { "$ref": "#/$defs/axis" }
	},
	"axis": {
		"title": "a list of values",
		"description": "The values of one axis: a list, or one `${{ }}` that gives one.",
		"type": ["array", "string"],
		"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
		"items": { "$ref": "#/$defs/any" }
	},
	"combinations": {
		"title": "a list of mappings",
		"description": "A list of mappings from axes to values.",
		"type": ["array", "string"],
		"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
		"items": {
			"type": "object",
			"minProperties": 1,
			"propertyNames": { "$ref": "#/$defs/id" },
			"additionalProperties": { "$ref": "#/$defs/any" }
		}
	},
	"any": {
		"title": "a value",
		"description": "Any value.",
		"type": [
			"null",
			"string",
			"number",
			"boolean",
			"array",
			"object"
		],
		"items": { "$ref": "#/$defs/any" },
		"additionalProperties": { "$ref": "#/$defs/any" }
	},
	"resources": {
		"title": "a mapping of resources",
		"description": "Hardware that a step needs.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"accelerators": {
				"description": "Accelerators as `NAME:COUNT`, or a list in order of preference.",
				"examples": ["A10G:1", ["H100:8", "A100-80GB:8"]],
				"$ref": "#/$defs/accelerators"
			},
			"cpus": {
				"description": "Virtual CPUs: `8`, or `8+` for at least that many. In a container `8` is also the limit; `8+` sets none.",
				"examples": [4, "8+"],
				"$ref": "#/$defs/amount"
			},
			"memory": {
				"description": "Memory in GB: `16`, or `16+` for at least that much. In a container `16` is also the limit, swap included; `16+` sets none.",
				"examples": [16, "32+"],
				"$ref": "#/$defs/amount"
			},
			"disk_size": {
				"description": "Disk in GB where the working directory lies. On this machine so much must be free before the run; nothing is set aside.",
				"examples": [100],
				"$ref": "#/$defs/size"
			},
			"shm_size": {
				"description": "Shared memory (`/dev/shm`) in GB that a container gets; loaders with many workers need more than the usual 64 MB. On the host it must be there.",
				"examples": [8],
				"$ref": "#/$defs/size"
			},
			"use_spot": {
				"description": "Runs on capacity that the cloud may take back. Set a `checkpoint` with it. After two interruptions in a row, or where no spot is to be had, the next attempt asks for a machine on demand.",
				"examples": [true],
				"default": false,
				"$ref": "#/$defs/flag"
			},
			"num_nodes": {
				"description": "Number of machines; the command starts on each, with the variables that torchrun reads.",
				"examples": [2],
				"default": 1,
				"$ref": "#/$defs/count"
			},
			"instance_type": {
				"description": "Pins the cloud's instance type instead of the cheapest that fits.",
				"examples": ["ml.g5.2xlarge"],
				"$ref": "#/$defs/text"
			},
			"any_of": {
				"description": "Resources to try in order when there is no capacity or quota: each attempt asks for the next, and after the last for the first again, for as many attempts as `retry` allows. Each is laid over the keys beside it. A list of accelerators counts as so many entries.",
				"examples": [[{ "accelerators": "H100:8" }, {
					"accelerators": "A100:8",
					"use_spot": true
				}]],
				"type": "array",
				"minItems": 1,
				"items": { "$ref": "#/$defs/alternative" }
			}
		}
	},
	"alternative": {
		"title": "a mapping of resources",
		"description": "The keys of `resources` without `any_of`.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"accelerators": {
				"description": "Accelerators as `NAME:COUNT`, or a list in order of preference.",
				"examples": ["A100:8"],
				"$ref": "#/$defs/accelerators"
			},
			"cpus": {
				"description": "Virtual CPUs: `8`, or `8+` for at least that many. In a container `8` is also the limit; `8+` sets none.",
				"examples": ["8+"],
				"$ref": "#/$defs/amount"
			},
			"memory": {
				"description": "Memory in GB: `16`, or `16+` for at least that much. In a container `16` is also the limit, swap included; `16+` sets none.",
				"examples": ["32+"],
				"$ref": "#/$defs/amount"
			},
			"disk_size": {
				"description": "Disk in GB where the working directory lies. On this machine so much must be free before the run; nothing is set aside.",
				"examples": [100],
				"$ref": "#/$defs/size"
			},
			"shm_size": {
				"description": "Shared memory (`/dev/shm`) in GB.",
				"examples": [8],
				"$ref": "#/$defs/size"
			},
			"use_spot": {
				"description": "Runs on capacity that the cloud may take back.",
				"examples": [true],
				"$ref": "#/$defs/flag"
			},
			"num_nodes": {
				"description": "Number of machines.",
				"examples": [2],
				"$ref": "#/$defs/count"
			},
			"instance_type": {
				"description": "Pins the cloud's instance type.",
				"examples": ["ml.p4d.24xlarge"],
				"$ref": "#/$defs/text"
			}
		}
	},
	"accelerators": {
		"title": "NAME:COUNT, or a list of them",
		"description": "`NAME:COUNT`, or a list in order of preference.",
		"type": ["string", "array"],
		"pattern": "\\S",
		"minItems": 1,
		"items": { "$ref": "#/$defs/text" }
	},
	"input": {
		"title": "a path, or a mapping with from and path",
		"description": "A path, a glob, a `!glob`, or `{from, path}`.",
		"type": ["string", "object"],
		"pattern": "\\S",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"required": ["from", "path"],
		"properties": {
			"from": {
				"description": "URI of data in a bucket, mounted or fetched where the step runs: `s3://bucket/…`, `gs://bucket/…`, `az://account/container/…` or a blob's `https` URL. With a trailing `/` everything below that prefix, else one object.",
				"examples": ["s3://acme-data/coco/v3/", "gs://acme-data/labels.csv"],
				"$ref": "#/$defs/text"
			},
			"path": {
				"description": "Where the step finds the data, relative to the pipeline's folder, and nothing else lies. A trailing `/` means a directory, for everything below a prefix.",
				"examples": ["data/raw/"],
				"$ref": "#/$defs/text"
			}
		}
	},
	"outputs": {
		"title": "a list of paths, or a mapping of paths to options",
		"description": "A list of paths, or paths with options.",
		"type": ["array", "object"],
		"items": { "$ref": "#/$defs/text" },
		"additionalProperties": { "$ref": "#/$defs/output" }
	},
	"output": {
		"title": "a mapping with artifact, or nothing",
		"description": "Options of one output.",
		"type": ["object", "null"],
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": { "artifact": {
			"description": "Whether the output is uploaded as a GitHub artifact. By default the outputs that no later step consumes are.",
			"examples": [true],
			"$ref": "#/$defs/flag"
		} }
	},
	"metrics": {
		"title": "a list of paths, or a mapping of paths to metrics",
		"description": "A list of paths, or path → name → options.",
		"type": ["array", "object"],
		"items": { "$ref": "#/$defs/text" },
		"additionalProperties": {
			"type": ["object", "null"],
			"additionalProperties": { "$ref": "#/$defs/metric" }
		}
	},
	"metric": {
		"title": "a mapping with better or max_drop",
		"description": "Options of one number in a metrics file.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"better": {
				"description": "Which way is better.",
				"examples": ["higher"],
				"type": "string",
				"enum": ["higher", "lower"]
			},
			"max_drop": {
				"description": "Largest fall (for `better: lower`, rise) against the base run's value, absolute. Without a base run it passes.",
				"examples": [.01],
				"type": "number",
				"minimum": 0
			}
		}
	},
	"plots": {
		"title": "a list of paths, or a mapping of paths to options",
		"description": "A list of paths, or paths with options.",
		"type": ["array", "object"],
		"items": { "$ref": "#/$defs/text" },
		"additionalProperties": { "$ref": "#/$defs/plot" }
	},
	"plot": {
		"title": "a mapping with x, y or title, or nothing",
		"description": "Options of one plot.",
		"type": ["object", "null"],
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"x": {
				"description": "Field of the horizontal axis. The row's number by default.",
				"examples": ["epoch"],
				"$ref": "#/$defs/text"
			},
			"y": {
				"description": "Field, or fields, of the vertical axis.",
				"examples": ["loss", ["loss", "val_loss"]],
				"type": ["string", "array"],
				"pattern": "\\S",
				"minItems": 1,
				"items": { "$ref": "#/$defs/text" }
			},
			"title": {
				"description": "Title above the plot.",
				"examples": ["Loss by epoch"],
				"type": "string"
			}
		}
	},
	"retry": {
		"title": "a mapping with max_attempts, on, exit_codes or backoff",
		"description": "When a failed attempt is tried again.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"max_attempts": {
				"description": "Attempts in all, the first included. 1 on this machine and 3 on a step operator by default.",
				"examples": [3],
				"$ref": "#/$defs/count"
			},
			"on": {
				"description": "Causes of failure that are tried again. A failure of the step's own code is retried by `exit_codes` only. Where resources have alternatives, quota is among the defaults.",
				"examples": [["preempted", "capacity"]],
				"type": "array",
				"items": {
					"type": "string",
					"enum": [
						"oom",
						"timeout",
						"pending_timeout",
						"preempted",
						"capacity",
						"quota",
						"permission",
						"image",
						"config",
						"infrastructure",
						"lost"
					]
				}
			},
			"exit_codes": {
				"description": "Exit codes of the command that are tried again.",
				"examples": [[75]],
				"type": "array",
				"items": {
					"type": "integer",
					"minimum": 1,
					"maximum": 255
				}
			},
			"backoff": {
				"description": "How long to wait between attempts.",
				"examples": [{
					"initial": "10s",
					"factor": 2,
					"max": "5m"
				}],
				"$ref": "#/$defs/backoff"
			}
		}
	},
	"backoff": {
		"title": "a mapping with initial, factor or max",
		"description": "Waits between attempts, with full jitter.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"initial": {
				"description": "Wait before the second attempt, in seconds or with units.",
				"examples": ["10s"],
				"$ref": "#/$defs/delay"
			},
			"factor": {
				"description": "What each further wait is multiplied by.",
				"examples": [2],
				"type": "number",
				"minimum": 1
			},
			"max": {
				"description": "Longest wait, in seconds or with units.",
				"examples": ["5m"],
				"$ref": "#/$defs/delay"
			}
		}
	},
	"step": {
		"title": "a mapping with the keys of a step",
		"description": "One step: what it runs, what it reads and writes, and where.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"description": {
				"description": "What the step does; shown in reports.",
				"examples": ["Splits the raw data"],
				"type": "string"
			},
			"image": {
				"description": "Container image that the step runs in, an image to build, or `null` for none: the step then runs on the host. A container sees the step's inputs and nothing else of this machine.",
				"examples": [
					"python:3.13-slim",
					{ "build": "." },
					null
				],
				"$ref": "#/$defs/image"
			},
			"setup": {
				"description": "Runs before the command, in the same container: installs what the command needs. It has a shell of its own, so what it exports is gone when the command starts. Part of the cache's fingerprint and a phase of its own in the log.",
				"examples": ["pip install -r requirements.txt"],
				"$ref": "#/$defs/setup"
			},
			"command": {
				"description": "What the step runs. A text is a shell script; a list is a program and its arguments, without any shell.",
				"examples": ["python train.py", [
					"python",
					"train.py",
					"--epochs",
					10
				]],
				"$ref": "#/$defs/command"
			},
			"shell": {
				"description": "Shell of a script: `sh` runs it with `sh -e`, `bash` with `bash -eo pipefail`. In a container it is the image's.",
				"examples": ["bash"],
				"default": "sh",
				"type": "string",
				"enum": ["sh", "bash"]
			},
			"working_directory": {
				"description": "Folder in which the command starts, relative to the pipeline's folder.",
				"examples": ["services/trainer"],
				"$ref": "#/$defs/text"
			},
			"needs": {
				"description": "Steps that must have succeeded before: an id or a list of ids. Paths and expressions make such edges by themselves.",
				"examples": ["prepare", ["prepare", "train"]],
				"$ref": "#/$defs/needs"
			},
			"if": {
				"description": "Runs the step only when this expression is true, with or without `${{ }}`. May call `success()`, `failure()`, `always()` and `cancelled()`.",
				"examples": ["fromJSON(needs.prepare.values.rows) > 1000", "always()"],
				"type": ["string", "boolean"],
				"pattern": "\\S"
			},
			"strategy": {
				"description": "Runs the step several times with different values.",
				"examples": [{
					"matrix": { "lr": ["0.1", "0.01"] },
					"max_parallel": 2,
					"fail_fast": false
				}],
				"$ref": "#/$defs/strategy"
			},
			"step_operator": {
				"description": "Name of one of the stack's step operators: where the step runs. Without it the step runs on this machine.",
				"examples": ["gpu"],
				"$ref": "#/$defs/text"
			},
			"resources": {
				"description": "Hardware that the step needs. It is honoured or refused, never ignored.",
				"examples": [{
					"accelerators": "A10G:1",
					"cpus": "4+",
					"memory": "16+"
				}],
				"$ref": "#/$defs/resources"
			},
			"settings": {
				"description": "What only one flavor of step operator understands, checked by what that flavor takes.",
				"examples": [{ "require_gpu": true }],
				"type": "object"
			},
			"env": {
				"description": "Environment variables of the step. A value may use `${{ needs.STEP.values.NAME }}`. Never put a secret here: name it under `secrets`.",
				"examples": [{ "MODEL": "${{ matrix.model }}" }],
				"$ref": "#/$defs/env"
			},
			"secrets": {
				"description": "Secrets that the step gets as environment variables. Their values come from the stack or from the process environment.",
				"examples": [["WANDB_API_KEY"]],
				"type": "array",
				"items": { "$ref": "#/$defs/text" }
			},
			"inputs": {
				"description": "Files that the step reads: paths, globs, `!globs` that leave files out, or `{from, path}` for data in a bucket. With this key the step can be cached, and it needs the steps that write these files. A container sees these files only, read-only.",
				"examples": [[
					"src/",
					"requirements.txt",
					"!src/**/*_test.py"
				]],
				"type": "array",
				"items": { "$ref": "#/$defs/input" }
			},
			"outputs": {
				"description": "Files and directories (with a trailing `/`) that the step writes and that must exist when it ends: a list, or a mapping with options.",
				"examples": [["models/"], { "report.html": { "artifact": true } }],
				"$ref": "#/$defs/outputs"
			},
			"values": {
				"description": "Names of small strings that the step writes as `name=value` lines to the file `$STEPOPS_VALUES`. Read elsewhere as `${{ needs.STEP.values.NAME }}`.",
				"examples": [["rows"]],
				"type": "array",
				"items": { "$ref": "#/$defs/id" }
			},
			"metrics": {
				"description": "JSON files of numbers that the step writes; they are outputs too. With a mapping each number can get a direction and a limit.",
				"examples": [["metrics.json"], { "metrics.json": { "accuracy": {
					"better": "higher",
					"max_drop": .01
				} } }],
				"$ref": "#/$defs/metrics"
			},
			"plots": {
				"description": "Files to show as plots (images, or CSV and JSON with fields to draw); they are outputs too.",
				"examples": [["confusion.svg"], { "history.csv": {
					"x": "epoch",
					"y": ["loss", "val_loss"]
				} }],
				"$ref": "#/$defs/plots"
			},
			"checkpoint": {
				"description": "Directory that is kept across attempts, re-runs and resumes of the same step, so that training goes on where it stopped. No run empties it.",
				"examples": ["checkpoints/"],
				"$ref": "#/$defs/text"
			},
			"cache": {
				"description": "Whether the step is skipped where an earlier run of its trust domain, or a trusted one, did the same work: the same command, inputs by content, image, env, params and outputs. A step without `inputs`, and one that leaves nothing, runs every time.",
				"examples": [false],
				"default": true,
				"$ref": "#/$defs/flag"
			},
			"retry": {
				"description": "When and how often a failed attempt is tried again.",
				"examples": [{
					"max_attempts": 3,
					"exit_codes": [75]
				}],
				"$ref": "#/$defs/retry"
			},
			"timeout": {
				"description": "Longest time one attempt may take, in seconds or with units. 6 hours on a step operator, none elsewhere.",
				"examples": [
					"4h",
					"1h30m",
					90
				],
				"$ref": "#/$defs/duration"
			},
			"pending_timeout": {
				"description": "Longest time a job may wait for its machine and its image, in seconds or with units. 1 hour on a step operator, none elsewhere.",
				"examples": ["30m"],
				"$ref": "#/$defs/duration"
			},
			"continue_on_error": {
				"description": "Whether the run goes on, and the steps that need this one start, although it failed.",
				"examples": [true],
				"default": false,
				"$ref": "#/$defs/flag"
			},
			"user": {
				"description": "User inside the container: `UID`, `UID:GID`, or `image` for the image's own. By default the caller, to whom the outputs belong. Any other gets a copy of the step's folder, and its outputs are copied back.",
				"examples": ["1000:1000", "image"],
				"$ref": "#/$defs/user"
			},
			"network": {
				"description": "Network of the container: `default`, or `none` to cut it off.",
				"examples": ["none"],
				"default": "default",
				"type": "string",
				"enum": ["default", "none"]
			}
		}
	},
	"user": {
		"title": "UID, UID:GID or image",
		"description": "`UID`, `UID:GID` or `image`.",
		"type": ["string", "integer"],
		"minimum": 0,
		"pattern": "^(?:image|[0-9]+(?::[0-9]+)?|\\$\\{\\{[\\s\\S]*)$"
	},
	"stacks": {
		"title": "a mapping of stacks",
		"description": "Stacks by name.",
		"type": "object",
		"propertyNames": { "$ref": "#/$defs/id" },
		"additionalProperties": { "$ref": "#/$defs/stack" }
	},
	"stack": {
		"title": "a mapping with the keys of a stack",
		"description": "Where steps run and where their outputs are kept.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"properties": {
			"description": {
				"description": "What the stack is.",
				"examples": ["The team's AWS account"],
				"type": "string"
			},
			"artifact_store": {
				"description": "Where outputs, the cache and the journals of runs are kept. Further keys belong to the type of store.",
				"examples": [{
					"type": "s3",
					"uri": "s3://acme-ml/stepops"
				}],
				"$ref": "#/$defs/artifact_store"
			},
			"container_registry": {
				"description": "Where images that the pipeline builds for its step operators are pushed, and looked for before they are built.",
				"examples": [{ "uri": "ghcr.io/acme/ml" }],
				"$ref": "#/$defs/container_registry"
			},
			"step_operators": {
				"description": "Step operators by the name that steps use in `step_operator`.",
				"examples": [{ "gpu": {
					"type": "sagemaker",
					"region": "eu-west-1"
				} }],
				"type": "object",
				"propertyNames": { "$ref": "#/$defs/id" },
				"additionalProperties": { "$ref": "#/$defs/step_operator" }
			},
			"secrets": {
				"description": "Where the cloud keeps a secret, by the secret's name. Names that are missing here come from the process environment.",
				"examples": [{ "WANDB_API_KEY": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:wandb" }],
				"type": "object",
				"additionalProperties": { "$ref": "#/$defs/text" }
			},
			"auth": {
				"description": "How to log in to the stack's cloud. Credentials that the workflow has set up are used where this is missing.",
				"examples": [{
					"oidc": true,
					"role": "arn:aws:iam::123456789012:role/stepops"
				}],
				"$ref": "#/$defs/auth"
			},
			"policy": {
				"description": "Limits for runs on this stack.",
				"examples": [{ "max_cost_usd": 50 }],
				"type": "object"
			}
		}
	},
	"artifact_store": {
		"title": "a mapping with type",
		"description": "An artifact store.",
		"type": "object",
		"required": ["type"],
		"properties": {
			"type": {
				"description": "Kind of store.",
				"examples": ["s3"],
				"type": "string",
				"enum": [
					"local",
					"s3",
					"gcs",
					"azure"
				]
			},
			"uri": {
				"description": "Bucket or container and prefix under which everything is kept, by the URI of the store's type: `s3://bucket/prefix`, `gs://bucket/prefix`, `az://account/container/prefix`. Required but for `local`.",
				"examples": [
					"s3://acme-ml/stepops",
					"gs://acme-ml/stepops",
					"az://acme/ml/stepops"
				],
				"$ref": "#/$defs/text"
			},
			"path": {
				"description": "Folder of a `local` store, relative to the pipeline's own; by default `.stepops/store` of the checkout.",
				"examples": ["/mnt/nfs/stepops"],
				"$ref": "#/$defs/text"
			}
		}
	},
	"container_registry": {
		"title": "a mapping with uri",
		"description": "A container registry.",
		"type": "object",
		"additionalProperties": false,
		"patternProperties": { "^x-": true },
		"required": ["uri"],
		"properties": { "uri": {
			"description": "Registry and repository, without a tag. All images go into this one repository, each under a tag of its own.",
			"examples": ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml"],
			"$ref": "#/$defs/text"
		} }
	},
	"step_operator": {
		"title": "a mapping with type",
		"description": "A step operator.",
		"type": "object",
		"required": ["type"],
		"properties": { "type": {
			"description": "Flavor of the step operator. The keys beside it are settings of that flavor.",
			"examples": ["sagemaker"],
			"type": "string",
			"enum": [
				"docker",
				"sagemaker",
				"vertex",
				"azureml",
				"kubernetes",
				"spark",
				"custom"
			]
		} }
	},
	"auth": {
		"title": "a mapping",
		"description": "How to log in to a cloud. Further keys belong to the cloud.",
		"type": "object",
		"properties": {
			"oidc": {
				"description": "Exchanges the workflow's OIDC token for credentials, anew whenever they run out: for `role` on AWS, for `client_id` and `tenant_id` on Azure, by `workload_identity_provider` on Google. The job needs `id-token: write`. Outside of GitHub Actions, which alone gives such tokens, `auth` counts for nothing and the machine's own credentials are used.",
				"examples": [true],
				"type": "boolean"
			},
			"role": {
				"description": "Role to assume (AWS), or service account to impersonate (Google).",
				"examples": ["arn:aws:iam::123456789012:role/stepops", "stepops@acme.iam.gserviceaccount.com"],
				"$ref": "#/$defs/text"
			},
			"client_id": {
				"description": "Client id of the application or managed identity (Azure).",
				"examples": ["00000000-0000-0000-0000-000000000000"],
				"$ref": "#/$defs/text"
			},
			"tenant_id": {
				"description": "Id of the tenant that the application belongs to (Azure).",
				"examples": ["00000000-0000-0000-0000-000000000000"],
				"$ref": "#/$defs/text"
			},
			"workload_identity_provider": {
				"description": "Full name of the workload identity provider that takes the OIDC token (Google).",
				"examples": ["projects/123456789/locations/global/workloadIdentityPools/github/providers/acme"],
				"$ref": "#/$defs/text"
			},
			"audience": {
				"description": "Audience that the OIDC token is made for. By default what the cloud expects: `sts.amazonaws.com`, `api://AzureADTokenExchange`, or the address of the workload identity provider.",
				"examples": ["sts.amazonaws.com"],
				"$ref": "#/$defs/text"
			}
		}
	}
};
var pipeline_schema_default = {
	$schema,
	title,
	description,
	examples,
	type,
	additionalProperties,
	patternProperties,
	required,
	properties,
	$defs
};

export { $defs, $schema, additionalProperties, pipeline_schema_default as default, description, examples, patternProperties, properties, required, title, type };