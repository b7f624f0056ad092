// schema/stacks.schema.json
var $schema = "https://json-schema.org/draft/2020-12/schema";
var title = "stepops stacks";
var description = "Stacks for the pipeline files beside this one: where steps run and where their outputs are kept. Keys that start with `x-` are ignored.";
var examples = [{ "stacks": { "lab": { "artifact_store": {
	"type": "local",
	"path": "/mnt/nfs/stepops"
} } } }];
var type = "object";
var additionalProperties = false;
var patternProperties = { "^x-": true };
var required = ["stacks"];
var properties = { "stacks": {
	"description": "Stacks by name: where steps run and where their outputs are kept. The same mapping can stand in a `stacks.yaml` beside the pipeline.",
	"examples": [{ "lab": { "artifact_store": {
		"type": "local",
		"path": "/mnt/nfs/stepops"
	} } }],
	"$ref": "#/$defs/stacks"
} };
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
var stacks_schema_default = {
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

export { $defs, $schema, additionalProperties, stacks_schema_default as default, description, examples, patternProperties, properties, required, title, type };