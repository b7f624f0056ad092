// src/operator/registry.ts
const flavors = [
	{
		name: "docker",
		description: "a container on a Docker engine, this machine's or another",
		available: true
	},
	{
		name: "sagemaker",
		description: "training and processing jobs of Amazon SageMaker AI",
		available: false
	},
	{
		name: "vertex",
		description: "custom jobs of Google Vertex AI",
		available: false
	},
	{
		name: "azureml",
		description: "command jobs of Azure Machine Learning",
		available: false
	},
	{
		name: "kubernetes",
		description: "Jobs in a Kubernetes cluster",
		available: false
	},
	{
		name: "spark",
		description: "applications on a Spark cluster",
		available: false
	},
	{
		name: "custom",
		description: "a program of yours that speaks JSON-RPC over stdin and stdout",
		available: true
	}
];
const findFlavor = (name) => flavors.find((flavor) => flavor.name === name);

export { flavors as n, findFlavor as t };