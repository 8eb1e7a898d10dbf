//! Models in `.jar` and `.zip` files.

use super::*;

/// Packs an archive.
fn pack(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, text) in entries {
        let (mut entry, config) = archive
            .new_file(*name)
            .compression_method(rawzip::CompressionMethod::DEFLATE)
            .start()
            .unwrap();
        let mut writer = config.wrap(std::io::sink());
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        let data = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
        std::io::Write::write_all(&mut entry, &data).unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    out
}

const SHOP: &str = "$version: \"2\"\n\nnamespace example.shop\n\n@trait\nstructure priced {}\n";
const ORDERS: &str = "$version: \"2\"\n\nnamespace example.orders\n\nuse example.shop#priced\n\n\
    @priced\nstructure Order {}\n";

fn shop() -> Vec<u8> {
    pack(&[
        ("META-INF/smithy/manifest", "models/shop.smithy\n"),
        ("META-INF/smithy/models/shop.smithy", SHOP),
    ])
}

#[test]
fn an_import_is_needed_and_not_built() {
    let folder = Folder::new();
    folder.put("shop.jar", shop());
    folder.put("model/orders.smithy", ORDERS);
    folder.put(
        "smithy-build.json",
        "{\"version\": \"1.0\", \"sources\": [\"model\"], \"imports\": [\"shop.jar\"]}",
    );
    folder.run(&["build"]).expect(0);
    assert!(folder.has("build/smithy/source/sources/orders.smithy"));
    assert!(!folder.has("build/smithy/source/sources/shop/models/shop.smithy"));
}

#[test]
fn a_source_is_copied_out_of_the_archive() {
    let folder = Folder::new();
    folder.put("model/shop.jar", shop());
    folder.put("model/orders.smithy", ORDERS);
    folder.put(
        "smithy-build.json",
        "{\"version\": \"1.0\", \"sources\": [\"model\"]}",
    );
    folder.run(&["build"]).expect(0);
    assert!(folder.has("build/smithy/source/sources/shop/models/shop.smithy"));
    assert!(!folder.has("build/smithy/source/sources/shop.jar"));
}

#[test]
fn a_folder_with_an_archive_is_formatted_without_it() {
    let folder = Folder::new();
    let jar = pack(&[
        ("META-INF/smithy/manifest", "shop.smithy\n"),
        ("META-INF/smithy/shop.smithy", "namespace  example.shop"),
    ]);
    folder.put("model/shop.jar", &jar);
    folder.run(&["format", "model"]).expect(0);
    folder.run(&["format", "--check", "model"]).expect(0);
    folder
        .run(&["format", "model/shop.jar"])
        .expect(2)
        .says(&["error[not-idl]", "`model/shop.jar` is an archive"]);
}

#[test]
fn damaged_archives_are_refused() {
    let folder = Folder::new();
    let whole = shop();
    // Every cut, and a flipped bit in every byte: refused or read, and never anything else.
    for at in (0..whole.len()).step_by(7) {
        folder.put("cut.jar", &whole[..at]);
        let done = folder.run(&["validate", "--no-config", "cut.jar"]);
        assert!(matches!(done.status, 0..=2), "cut at {at}: {}", done.status);
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        folder.put("flipped.jar", &flipped);
        let done = folder.run(&["validate", "--no-config", "flipped.jar"]);
        assert!(
            matches!(done.status, 0..=2),
            "flip at {at}: {}",
            done.status
        );
    }
}
