/* Stands in for MicrosoftAjax.js, of which office.js needs these few things; its package does not hold it. */
(function () {
    'use strict';
    function error(name) {
        return function (first, second) {
            const made = new Error(second || first || name);
            made.name = name;
            return made;
        };
    }

    window.Type = Function;
    Function.registerNamespace = function (path) {
        path.split('.').reduce(function (parent, name) {
            parent[name] = parent[name] || {};
            return parent[name];
        }, window);
    };
    Function.prototype.registerClass = function () { return this; };
    Function._validateParams = function () { return null; };
    Function.createDelegate = function (self, method) { return method.bind(self); };
    Function.createCallback = function (method, extra) {
        return function () { return method.apply(this, Array.from(arguments).concat([extra])); };
    };
    String.format = function (pattern) {
        const values = Array.from(arguments).slice(1);
        return pattern.replace(/\{(\d+)\}/g, function (whole, place) { return String(values[place]); });
    };
    Error.create = function (message, info) { return Object.assign(new Error(message), info); };
    Error.argument = error('Sys.ArgumentException');
    Error.argumentNull = error('Sys.ArgumentNullException');
    Error.argumentOutOfRange = error('Sys.ArgumentOutOfRangeException');
    Error.argumentType = error('Sys.ArgumentTypeException');
    Error.invalidOperation = error('Sys.InvalidOperationException');
    Error.parameterCount = error('Sys.ParameterCountException');
    Error.notImplemented = error('Sys.NotImplementedException');

    Function.registerNamespace('Sys.Serialization');
    window.Sys.Serialization.JavaScriptSerializer = {
        serialize: function (value) { return JSON.stringify(value); },
        deserialize: function (text) { return JSON.parse(text); }
    };
    window.Sys.Debug = { trace: function () {}, fail: function (message) { throw new Error(message); } };
    window.Sys.StringBuilder = function () { this.parts = []; };
    window.Sys.StringBuilder.prototype.append = function (text) { this.parts.push(text); };
    window.Sys.StringBuilder.prototype.toString = function () { return this.parts.join(''); };
}());
