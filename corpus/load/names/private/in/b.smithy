$version: "2"

namespace example.other

@private
string Hidden

structure Own {
    hidden: Hidden
}
