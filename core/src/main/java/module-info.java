/// Disk images as values: design, plan, build, read, convert and verify. Headless.
module dev.diskwright.core {
    requires static transitive org.jspecify;
    requires aircompressor.v3; // an automatic module, which cannot say that it needs the next one
    requires java.xml;
    requires jdk.unsupported;
    requires org.apache.commons.compress;
    requires org.apache.commons.io; // which the one before builds upon, and does not pass on
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.tukaani.xz;
    requires tools.jackson.databind;

    exports dev.diskwright.core.block;
    exports dev.diskwright.core.build;
    exports dev.diskwright.core.boot;
    exports dev.diskwright.core.bytes;
    exports dev.diskwright.core.codec;
    exports dev.diskwright.core.container;
    exports dev.diskwright.core.content;
    exports dev.diskwright.core.design;
    exports dev.diskwright.core.fs;
    exports dev.diskwright.core.guest;
    exports dev.diskwright.core.nbd;
    exports dev.diskwright.core.plan;
    exports dev.diskwright.core.table;
    exports dev.diskwright.core.verify;
    exports dev.diskwright.core.vm;
    exports dev.diskwright.core.vm.boottest;
    exports dev.diskwright.core.vm.export;
    exports dev.diskwright.core.vm.qmp;
    exports dev.diskwright.core.vm.run;
    exports dev.diskwright.core.vm.session;
}
