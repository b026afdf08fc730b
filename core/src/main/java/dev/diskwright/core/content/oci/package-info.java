/// Images of containers as trees: the OCI image layout, as a folder or in a tar archive (OCI Image Format Specification
/// 1.1: "Image Layout", "Image Index", "Image Manifest", "Layer Filesystem Changeset"), and what `docker save` writes
/// (Docker Image Specification 1.2, "Combined Image JSON + Filesystem Changeset Format").
///
/// ```text
/// oci-layout                  { "imageLayoutVersion": "1.0.0" }
/// index.json                  manifests by digest, each an image or a further index by platform
/// blobs/sha256/DIGEST         manifests, configurations, layers
///
/// manifest.json               [ { "Config": …, "RepoTags": […], "Layers": […] } ]   of docker save
/// ```
///
/// A layer is a tar archive, plain or compressed, whose files are put over those of the layers before. The file
/// `.wh.NAME` takes NAME of an earlier layer away, `.wh..wh..opq` all that is in its directory.
@NullMarked
package dev.diskwright.core.content.oci;

import org.jspecify.annotations.NullMarked;
