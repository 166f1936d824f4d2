/** Names by which the deployed API is found. */
export const apiName = 'marketplace';
export const apiStage = 'v1';

/** The API key of buyers' clients. */
export const buyerKey = 'buyer';
