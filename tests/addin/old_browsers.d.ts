/** Internet Explorer 11 has its random numbers under a name of its own. */
interface Window {
    readonly msCrypto: Crypto;
}
