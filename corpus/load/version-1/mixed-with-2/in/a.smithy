$version: "1.0"

namespace example.old

structure Old {
    count: example.new#Count
    zero: example.new#Zero
}
