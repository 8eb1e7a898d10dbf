// 1 mistake: line 9
$version: "2.0"

namespace com.acme.games

enum Piece {
    KING = "k"
    QUEEN = "q"
    KNIGHT = "k"
}
