/** Where `fanreel up` listens unless told otherwise. */
export const LOCAL_PORT = 4566;
export const LOCAL_ENDPOINT = `http://127.0.0.1:${LOCAL_PORT}`;

/** Region and account of everything local; any credentials do there. */
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
