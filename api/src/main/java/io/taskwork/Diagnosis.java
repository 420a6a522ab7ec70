// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/** Finds out whether the API can work in this JVM, with the two jars that are there. */
final class Diagnosis {
    /**
     * Set by the agent: the reason, if it refused. Whether it is active is asked of the runtime.
     */
    private static final String STATUS_PROPERTY = "io.taskwork.status";

    /** Set by the agent: what to do about a refusal. */
    private static final String REMEDY_PROPERTY = "io.taskwork.remedy";

    /** The beginning of the status while the agent does not know yet whether it can work. */
    private static final String INSTALLING = "being installed";

    private static final String ADD_THE_AGENT =
            "  start with:   java -javaagent:/path/to/taskwork-agent.jar ...\n"
                    + "  Maven tests:  <argLine>-javaagent:/path/to/taskwork-agent.jar</argLine>\n"
                    + "  check it:     java -jar taskwork-agent.jar";

    private static final String SAME_VERSION =
            "  use a taskwork-api.jar and a taskwork-agent.jar of the same version;"
                    + " make a woven image again with that agent";

    private Diagnosis() {}

    /** Returns the status. Never throws, except for lack of memory or of stack. */
    static Status status() {
        try {
            if (Link.isActive()) {
                return new Status(Status.State.ACTIVE, Link.ask("woven") + otherVersion(), "");
            }
            return Link.entry() != null && !Link.fits() ? unfit() : inactive();
        } catch (RuntimeException | LinkageError e) { // another runtime, or an incomplete one
            return refused("the taskwork runtime in this JVM failed: " + e, SAME_VERSION);
        }
    }

    /**
     * Returns a clause that tells of different versions, although each has all that the other
     * needs.
     */
    private static String otherVersion() {
        String version = runtimeVersion();
        return version.equals(Link.VERSION) ? ""
                : "; it is version " + version + ", and this taskwork-api.jar " + Link.VERSION;
    }

    private static Status unfit() {
        return refused("this taskwork-api.jar, version " + Link.VERSION + ", does not fit the"
                + " taskwork agent in this JVM, version " + runtimeVersion() + ", which has no "
                + Door.missing(), SAME_VERSION);
    }

    private static String runtimeVersion() {
        String version = Link.ask("version");
        return version == null ? "unknown" : version;
    }

    private static Status inactive() {
        String reason = System.getProperty(STATUS_PROPERTY);
        if (reason != null && reason.startsWith(INSTALLING)) {
            return new Status(Status.State.ABSENT, "the taskwork agent is " + reason,
                    "  ask again in a few seconds");
        }
        if (reason != null && !reason.equals("active")) { // "active" was set by hand
            String remedy = System.getProperty(REMEDY_PROPERTY);
            return refused(reason, remedy == null
                    ? "  java -jar taskwork-agent.jar tries the agent in a JVM of its own"
                    : "  " + remedy);
        }
        String image = Link.entry() == null ? null : Link.ask("refusal");
        return image != null ? refused(image, "  " + Link.ask("remedy"))
                : new Status(Status.State.ABSENT, "the taskwork agent is not installed in this JVM;"
                        + " java.lang.VirtualThread is unmodified", ADD_THE_AGENT);
    }

    private static Status refused(String reason, String remedy) {
        return new Status(Status.State.REFUSED, reason, remedy);
    }
}
