// Runs oidc-provider under one path per tenant. Settings come as one JSON line on standard input;
// "ready <port>" on standard output says that it answers.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';
import { EVERYBODY, KEY_ID, entra } from './entra.mjs';

const settings = JSON.parse(readFileSync(0, 'utf8'));
const { key, certificate, clientId, clientSecret, callback, tenants } = settings;
const signing = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const special = entra(settings, signing);

function provider(mounted, port) {
  const claims = (login) => {
    const tenant = mounted === EVERYBODY ? Object.keys(tenants).find((one) => tenants[one][login]) : mounted;
    const person = tenant && tenants[tenant][login];
    return person && {
      sub: login, tid: tenant, oid: person.object_id, name: person.name, preferred_username: login,
      acrs: person.contexts,
    };
  };
  const made = new Provider(`https://localhost:${port}/${mounted}/v2.0`, {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [callback],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    }],
    claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username'], acrs: null },
    conformIdTokenClaims: false,
    cookies: { keys: ['only for tests'] },
    features: { claimsParameter: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (_context, login) => claims(login) && { accountId: login, claims: () => claims(login) },
    jwks: { keys: [{ ...signing, use: 'sig', alg: 'RS256', kid: KEY_ID }] },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile'],
  });
  made.proxy = true;
  return made.callback();
}

const handlers = new Map();
const server = createServer({ key, cert: certificate }, async (request, response) => {
  const { origin, pathname, searchParams } = new URL(request.url, `https://${request.headers.host}`);
  const own = await special(origin, pathname, searchParams);
  if (typeof own === 'string') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(own);
    return;
  }
  if (own) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(own));
    return;
  }
  const prefix = [...handlers.keys()].find((path) => request.url.startsWith(path));
  if (!prefix) {
    response.writeHead(404).end();
    return;
  }
  request.originalUrl = request.url;
  request.baseUrl = prefix;
  // Entra offers a choice of accounts; this provider has no such page and asks for the login instead.
  request.url = request.url.slice(prefix.length).replace('&prompt=select_account', '') || '/';
  handlers.get(prefix)(request, response);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  [...Object.keys(tenants), EVERYBODY].forEach((tenant) => handlers.set(`/${tenant}/v2.0`, provider(tenant, port)));
  console.log(`ready ${port}`);
});
