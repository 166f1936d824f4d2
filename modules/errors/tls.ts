const refusal = /alert|certificate|self-signed|unable to verify/iu;

/** Whether an error's message is what TLS says when one side does not accept the other's certificate. */
export const isRefusedByTls = (message: string): boolean => refusal.test(message);
