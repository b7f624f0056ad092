/** A kind of step operator, which a stack names as `type`. */
export interface Flavor {
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** Whether this version can run steps on it; the others are checked and shown, and refused before anything runs. */
  readonly available: boolean;
}

export const flavors: readonly Flavor[] = [
  {
    name: "docker",
    description: "a container on a Docker engine, this machine's or another",
    available: true,
  },
  { name: "sagemaker", description: "training and processing jobs of Amazon SageMaker AI", available: false },
  { name: "vertex", description: "custom jobs of Google Vertex AI", available: false },
  { name: "azureml", description: "command jobs of Azure Machine Learning", available: false },
  { name: "kubernetes", description: "Jobs in a Kubernetes cluster", available: false },
  { name: "spark", description: "applications on a Spark cluster", available: false },
  {
    name: "custom",
    description: "a program of yours that speaks JSON-RPC over stdin and stdout",
    available: true,
  },
];

export const findFlavor = (name: string): Flavor | undefined =>
  flavors.find((flavor) => flavor.name === name);
