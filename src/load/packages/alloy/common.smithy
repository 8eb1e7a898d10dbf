$version: "2.0"

namespace alloy.common

/// Says that a string holds an email address, as in RFC 2822.
@trait(selector: ":test(string, member > string)")
structure emailFormat {}

/// Says that a string holds a country code of two letters (ISO 3166-1), such as
/// `JP`.
@trait(selector: ":test(string, member > string)")
structure countryCodeFormat {}

/// Says that a string holds a language code of two letters (ISO 639-1), such as
/// `ja`.
@trait(selector: ":test(string, member > string)")
structure languageCodeFormat {}

/// Says that a string holds a language tag (BCP 47), such as `pt-BR`.
@trait(selector: ":test(string, member > string)")
structure languageTagFormat {}

/// Says that a string holds an RGB color in hexadecimal, such as `#F80` or
/// `#FF8800`.
@trait(selector: ":test(string, member > string)")
structure hexColorCodeFormat {}

/// Says that a string holds an IPv4 or IPv6 address, such as `203.0.113.9` or
/// `2001:db8::9`.
@trait(selector: ":test(string, member > string)")
structure ipaddressFormat {}

/// Says that a string holds a range of IP addresses in CIDR notation, such as
/// `203.0.113.0/24`.
@trait(selector: ":test(string, member > string)")
structure cidrFormat {}
