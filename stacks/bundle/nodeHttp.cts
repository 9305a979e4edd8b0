/**
 * node:http for bundles. An `import` of it reads all that it exports, its WebSocket too, for which Node loads undici: a tenth of a
 * second of a processor in each cold start. It is taken as CommonJS takes it, with every export as it is.
 */
module.exports = process.getBuiltinModule('node:http');
