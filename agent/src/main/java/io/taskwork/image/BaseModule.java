// SPDX-License-Identifier: Apache-2.0
package io.taskwork.image;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleExportInfo;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.classfile.constantpool.PackageEntry;
import java.lang.constant.PackageDesc;
import java.util.ArrayList;
import java.util.List;

/** The descriptor of {@code java.base} with the runtime's package. */
final class BaseModule {
    static final String RUNTIME_PACKAGE = "io.taskwork.boot";

    private BaseModule() {}

    /** Exported, since the API finds {@code Entry} with {@code MethodHandles.publicLookup}. */
    static byte[] withRuntime(byte[] moduleInfo) {
        PackageDesc runtime = PackageDesc.of(RUNTIME_PACKAGE);
        ClassFile format = ClassFile.of();
        ClassTransform transform = (builder, element) -> {
            switch (element) {
                case ModuleAttribute module -> {
                    List<ModuleExportInfo> exports = new ArrayList<>(module.exports());
                    exports.add(ModuleExportInfo.of(
                            builder.constantPool().packageEntry(runtime), List.of()));
                    builder.with(ModuleAttribute.of(
                            module.moduleName(), module.moduleFlagsMask(),
                            module.moduleVersion().orElse(null), module.requires(), exports,
                            module.opens(), module.uses(), module.provides()));
                }
                case ModulePackagesAttribute all -> {
                    List<PackageEntry> packages = new ArrayList<>(all.packages());
                    packages.add(builder.constantPool().packageEntry(runtime));
                    builder.with(ModulePackagesAttribute.of(packages));
                }
                default -> builder.with(element);
            }
        };
        return format.transformClass(format.parse(moduleInfo), transform);
    }
}
