// 1 mistake: line 7
$version: "2.0"

namespace com.acme.video

service Video {
    version: '2026-02-01'
}
