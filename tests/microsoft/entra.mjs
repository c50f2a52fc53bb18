// What Entra has beside plain OpenID: one authority for all work tenants, keys that name their issuer, and access
// tokens that Outlook's broker hands to the pane. The latter are simply given to whoever asks: the tests.
import { SignJWT, importJWK } from 'jose';

export const EVERYBODY = 'organizations';
export const KEY_ID = 'of the tests';

export function entra(settings, jwk) {
  const { clientId, tenants } = settings;

  // What is answered at these paths, in place of the provider's own: JSON, or a page's HTML; undefined elsewhere.
  async function answer(origin, path, query) {
    const authority = `${origin}/${EVERYBODY}`;
    const issuer = `${origin}/{tenantid}/v2.0`;
    switch (path) {
      case `/${EVERYBODY}/v2.0/.well-known/openid-configuration`:
        return {
          issuer,
          authorization_endpoint: `${authority}/v2.0/auth`,
          token_endpoint: `${authority}/v2.0/token`,
          jwks_uri: `${authority}/discovery/v2.0/keys`,
        };
      case `/${EVERYBODY}/discovery/v2.0/keys`: {
        const { kty, n, e } = jwk;
        return { keys: [{ kty, n, e, use: 'sig', kid: KEY_ID, issuer }] };
      }
      case '/access-token':
        return { access_token: await accessToken(origin, query.get('tenant'), query.get('login')) };
      default:
        return path.endsWith('/v2.0/adminconsent') ? consentPage(path.split('/')[1], query) : undefined;
    }
  }

  // Where a tenant's admin consents for everybody, or doesn't.
  function consentPage(tenant, query) {
    const back = (said) => {
      const address = new URL(query.get('redirect_uri'));
      address.search = new URLSearchParams({ ...said, state: query.get('state') });
      return address.href.replaceAll('&', '&amp;');
    };
    const refusal = { error: 'access_denied', error_description: 'AADSTS65004' };
    return `<!doctype html><title>Permissions requested</title>
      <a href="${back({ admin_consent: 'True', tenant, scope: query.get('scope') })}">Accept</a>
      <a href="${back(refusal)}">Cancel</a>`;
  }

  async function accessToken(origin, tenant, login) {
    const person = tenants[tenant][login];
    const claims = {
      ver: '2.0', tid: tenant, oid: person.object_id, azp: clientId, scp: 'access_as_user',
      name: person.name, preferred_username: login,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: KEY_ID })
      .setIssuer(`${origin}/${tenant}/v2.0`)
      .setAudience(clientId)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('1h')
      .sign(await importJWK(jwk, 'RS256'));
  }

  return answer;
}
