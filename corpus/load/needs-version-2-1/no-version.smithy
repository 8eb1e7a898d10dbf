namespace com.example

structure Album {
    tags: {String: [String]}
}
