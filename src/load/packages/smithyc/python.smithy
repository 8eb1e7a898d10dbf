$version: "2.0"

namespace smithyc.python

/// Sets the name that generated Python code uses for a shape or member, in
/// place of the one derived from the model. What goes over the wire stays the
/// same.
///
/// The value has to be a Python identifier made of ASCII letters, digits, and
/// underscores.
@trait(selector: "*")
@pattern("^[A-Za-z_][A-Za-z0-9_]*$")
string name
