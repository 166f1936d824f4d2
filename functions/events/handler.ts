export const handler = async (): Promise<object> => ({ statusCode: 501, body: '' });
