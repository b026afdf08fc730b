package dev.diskwright.core.design;

/// A directory of the host that the guest can mount by its tag.
///
/// @param source directory of the host; relative to the design
/// @param target absolute path at which the guest mounts it
/// @param securityModel how owners and modes of the guest are kept on the host; of transport 9p only
/// @param transport how the guest reaches it
public record VmShare(
        @Explain("Directory of the host, relative to the design.") String source,
        @Explain("Where the guest mounts it: an absolute path.") String target,
        @Default("\"mapped-xattr\"")
                @Explain("How owners and modes are kept on the host, with transport 9p.")
                SecurityModel securityModel,
        @Default("\"9p\"")
                @Explain("9p, which QEMU has built in, or virtiofs, by a program beside it.")
                Transport transport) {
    /// As many bytes as a mount tag of 9p has.
    public static final int MAX_TAG = 31;

    /// How owners and modes of the guest are kept on the host.
    public enum SecurityModel {
        /// As they are; QEMU must be root.
        PASSTHROUGH,
        /// In extended attributes.
        MAPPED_XATTR,
        /// In hidden files.
        MAPPED_FILE,
        /// As they are, where that succeeds.
        NONE
    }

    /// How the guest reaches the directory.
    public enum Transport {
        /// Plan 9's protocol over virtio, by QEMU itself.
        NINE_P("9p"),
        /// FUSE over virtio, by `virtiofsd`.
        VIRTIOFS("virtiofs");

        private final String text;

        Transport(String text) {
            this.text = text;
        }

        /// {@return what the document and the guest's `mount` call it}
        @Override
        public String toString() {
            return text;
        }
    }

    /// {@return the same with another source}
    public VmShare withSource(String newSource) {
        return new VmShare(newSource, target, securityModel, transport);
    }

    /// {@return the same mounted elsewhere}
    public VmShare withTarget(String newTarget) {
        return new VmShare(source, newTarget, securityModel, transport);
    }

    /// {@return the same with another security model}
    public VmShare withSecurityModel(SecurityModel newModel) {
        return new VmShare(source, target, newModel, transport);
    }

    /// {@return the same by another transport}
    public VmShare withTransport(Transport newTransport) {
        return new VmShare(source, target, securityModel, newTransport);
    }
}
