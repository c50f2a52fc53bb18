// Runs oidc-provider under one path per tenant. Settings come as one JSON line on standard input;
// "ready <port>" on standard output says that it answers.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const settings = JSON.parse(readFileSync(0, 'utf8'));
const { key, certificate, clientId, clientSecret, callback, tenants } = settings;
const signing = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

function provider(tenant, port) {
  const claims = (login) => {
    const person = tenants[tenant][login];
    return person && {
      sub: login, tid: tenant, oid: person.object_id, name: person.name, preferred_username: login,
      acrs: person.contexts,
    };
  };
  const made = new Provider(`https://localhost:${port}/${tenant}/v2.0`, {
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
    jwks: { keys: [{ ...signing, use: 'sig', alg: 'RS256' }] },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile'],
  });
  made.proxy = true;
  return made.callback();
}

const handlers = new Map();
const server = createServer({ key, cert: certificate }, (request, response) => {
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
  Object.keys(tenants).forEach((tenant) => handlers.set(`/${tenant}/v2.0`, provider(tenant, port)));
  console.log(`ready ${port}`);
});
