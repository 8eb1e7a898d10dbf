$version: "2"

namespace example.orders

use example.shop#priced

@priced
structure Order {}
