// SPDX-License-Identifier: Apache-2.0
package io.taskwork.weave;

import io.taskwork.jdk.Hook;
import io.taskwork.jdk.Hooks;
import io.taskwork.jdk.Need;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Weaves the {@link Hooks} into class files. It changes only method bodies, so that classes which
 * are already loaded can be changed, and no JVM flag is needed.
 */
public final class Weaver implements ClassFileTransformer {
    /** The file of the agent's jar with the advices that the build prepared. */
    public static final String PREPARED = "io/taskwork/weave/prepared-advices";

    private final ClassLoader loader;
    private final Map<String, List<Hook>> hooks = new LinkedHashMap<>();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private volatile Throwable failure;
    private final byte[] prepared;
    private Splicer splicer; // made when it is needed, since it loads classes of Byte Buddy
    private BiFunction<List<Hook>, byte[], byte[]> byteBuddy;
    private WovenClasses known;

    /** Makes a weaver that finds the advice classes with the given loader. */
    public Weaver(ClassLoader loader) {
        this(loader, null, null);
    }

    /**
     * Makes a weaver that is fast. It first looks among classes which are woven already, and adds to
     * them. For others it takes the content of {@link #PREPARED}. Both may be null.
     */
    public Weaver(ClassLoader loader, WovenClasses known, byte[] prepared) {
        this.loader = loader;
        this.known = known;
        this.prepared = prepared;
        for (Hook hook : Hooks.all()) {
            if (hook.need() != Need.REQUIRED && !hook.isThere()) {
                continue;
            }
            List<Hook> ofType = hooks.get(hook.type());
            if (ofType == null) {
                ofType = new ArrayList<>();
                hooks.put(hook.type(), ofType);
            }
            ofType.add(hook);
        }
    }

    /** Returns the binary names of the classes that are woven. */
    public Set<String> types() {
        return hooks.keySet();
    }

    /** Returns the hooks of a class. */
    List<Hook> hooks(String type) {
        return hooks.get(type);
    }

    /**
     * Returns why a class could not be woven, or null. It is kept since the JDK drops what a
     * transformer throws.
     */
    public Throwable failure() {
        return failure;
    }

    /** Returns whether the class went through {@link #transform} without a failure. */
    public boolean isWoven(String type) {
        return woven.contains(type);
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String internalName,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || internalName == null) {
            return null;
        }
        String type = internalName.replace('/', '.');
        if (!hooks.containsKey(type)) {
            return null;
        }
        try {
            byte[] result = weave(type, classFile);
            woven.add(type);
            return result;
        } catch (Throwable e) {
            failure = e;
            return null;
        }
    }

    /** Returns the class file with its hooks. */
    public synchronized byte[] weave(String type, byte[] classFile) {
        if (known == null) {
            return weaveAnew(type, classFile);
        }
        byte[] original = MethodOrder.sorted(classFile);
        byte[] result = known.find(type, original);
        if (result == null) {
            result = weaveAnew(type, original);
            known.put(type, original, result);
        }
        return result;
    }

    private byte[] weaveAnew(String type, byte[] classFile) {
        if (prepared != null) {
            try {
                if (splicer == null) {
                    splicer = new Splicer(new PreparedAdvices(prepared));
                }
                return splicer.weave(hooks.get(type), classFile);
            } catch (RuntimeException e) {
                // What the build prepared does not fit, for example since another agent changed the
                // method; the advice itself may.
            }
        }
        if (byteBuddy == null) {
            byteBuddy = AdviceLoader.weaver(loader);
        }
        return byteBuddy.apply(hooks.get(type), classFile);
    }

    /** Forgets the known classes, which take memory; later classes are all woven again. */
    public synchronized void forget() {
        known = null;
    }
}
