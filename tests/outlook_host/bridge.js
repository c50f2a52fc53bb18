
/* What today's office.js has, and that of the npm package lacks: the bridge that msal-browser speaks through. */
(function () {
    const hearing = new Map();
    window.nestedAppAuthBridge = {
        addEventListener: (name, listener) => {
            const hear = (event) => {
                const isAnswer = typeof event.data === 'string' && event.data.includes('"NestedAppAuthResponse"');
                if (event.source === window.parent && isAnswer) { listener(event.data); }
            };
            hearing.set(listener, hear);
            window.addEventListener(name, hear);
        },
        removeEventListener: (name, listener) => window.removeEventListener(name, hearing.get(listener)),
        postMessage: (text) => window.parent.postMessage(text, '*')
    };
}());
