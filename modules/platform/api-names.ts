/** Names by which the deployed API is found. */
export const apiName = 'marketplace';
export const apiStage = 'v1';

/** Where a local engine answers for the API with this id, without a slash at the end: all its APIs have one address. */
export const apiAddressAt = (engine: string, id: string): string => `${engine}/_aws/execute-api/${id}/${apiStage}`;

/** The API key of buyers' clients. */
export const buyerKey = 'buyer';
