/*
 * What Outlook says of who uses it: answers the messages of nested app authentication and of Office's own sign-in.
 * The tests set an answer for each way; what was asked for is remembered.
 */
window.outlookIdentity = function (setup) {
    'use strict';
    const NESTED = 'NestedAppAuthRequest';
    const GET_ACCESS_TOKEN = 98;
    const asked = [];
    let answers = setup.tokens;

    function base64url(value) {
        return btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    }

    /* What the access token has to hold; of the id token msal-browser always wants something. */
    function claimed(claims) {
        const wanted = claims && JSON.parse(claims).access_token;
        return wanted ? JSON.stringify({ access_token: wanted }) : null;
    }

    /* The answer to a way, which may be another one when a claim is asked for. */
    function answerTo(way, claims) {
        const wanted = claimed(claims);
        asked.push({ way: way, claims: wanted });
        return (wanted && answers[way + ' with claims']) || answers[way];
    }

    function nestedToken(answer) {
        const person = { oid: 'object-1', tid: 'tenant-1', sub: '1', preferred_username: 'anna@nordlys.example' };
        return {
            success: true,
            token: {
                access_token: answer.token, expires_in: 3600, scope: '', properties: null,
                id_token: [base64url({ alg: 'none' }), base64url(person), ''].join('.')
            },
            account: {
                homeAccountId: 'object-1.tenant-1', environment: 'login.microsoftonline.com', tenantId: 'tenant-1',
                username: person.preferred_username, localAccountId: 'object-1'
            }
        };
    }

    function nested(request) {
        if (request.method === 'GetInitContext') {
            return { success: true, initContext: { sdkName: 'Outlook of the tests', sdkVersion: '1' } };
        }
        const isSilent = request.method === 'GetToken';
        const params = request.tokenParams;
        const answer = answerTo(isSilent ? 'nested silent' : 'nested prompt', params.claims);
        if (!answer) { return null; }
        return answer.token ? nestedToken(answer) : { success: false, error: { status: answer.status, code: 'x' } };
    }

    window.addEventListener('message', (event) => {
        const request = typeof event.data === 'string' && event.data[0] === '{' ? JSON.parse(event.data) : {};
        if (request.messageType !== NESTED) { return; }
        const answer = nested(request);
        if (!answer) { return; } // as a broker that never answers
        const envelope = { messageType: 'NestedAppAuthResponse', requestId: request.requestId };
        setTimeout(() => event.source.postMessage(JSON.stringify(Object.assign(envelope, answer)), event.origin), 0);
    });

    return {
        asked: () => asked.slice(),
        change: (given) => { answers = given; },
        /* Office's own sign-in; undefined: it never answers. */
        office: (data) => {
            if (data.DdaMethod.DispatchId !== GET_ACCESS_TOKEN) { return null; }
            const isPrompted = data.allowSignInPrompt || data.allowConsentPrompt;
            const answer = answerTo(isPrompted ? 'office prompt' : 'office silent', data.authChallenge);
            if (!answer) { return undefined; }
            return answer.token ? { Error: 0, accessToken: answer.token } : { Error: answer.code };
        }
    };
};
