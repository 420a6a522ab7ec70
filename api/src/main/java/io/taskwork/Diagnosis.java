// SPDX-License-Identifier: Apache-2.0
package io.taskwork;

/** What is to be said of this JVM, and of the two jars, if the API asks whether it can work. */
final class Diagnosis {
    /** Set by the agent: if it refused, the reason. Whether it is active, the runtime says. */
    private static final String STATUS_PROPERTY = "io.taskwork.status";

    /** Set by the agent: what to do about a refusal. */
    private static final String REMEDY_PROPERTY = "io.taskwork.remedy";

    /** What the first of them begins with while the agent does not know yet. */
    private static final String INSTALLING = "being installed";

    private static final String ADD_THE_AGENT =
            "  start with:   java -javaagent:/path/to/taskwork-agent.jar ...\n"
                    + "  Maven tests:  <argLine>-javaagent:/path/to/taskwork-agent.jar</argLine>\n"
                    + "  check it:     java -jar taskwork-agent.jar";

    private static final String SAME_VERSION =
            "  use a taskwork-api.jar and a taskwork-agent.jar of one version;"
                    + " a woven image is made anew by that agent";

    private Diagnosis() {}

    /** Never throws, but for want of memory or of stack. */
    static Status status() {
        try {
            if (Link.isActive()) {
                return new Status(Status.State.ACTIVE, Link.ask("woven") + otherVersion(), "");
            }
            return Link.entry() != null && !Link.fits() ? unfit() : inactive();
        } catch (RuntimeException | LinkageError e) { // the runtime is another one, or not whole
            return refused("the taskwork runtime in this JVM failed: " + e, SAME_VERSION);
        }
    }

    /** Both have all that they need of each other; nevertheless it is good to know. */
    private static String otherVersion() {
        String version = runtimeVersion();
        return version.equals(Link.VERSION) ? ""
                : "; it is version " + version + ", and this taskwork-api.jar " + Link.VERSION;
    }

    private static Status unfit() {
        return refused("this taskwork-api.jar, version " + Link.VERSION + ", does not fit the"
                + " taskwork agent in this JVM, version " + runtimeVersion() + ", which has no "
                + Handles.missing(), SAME_VERSION);
    }

    private static String runtimeVersion() {
        String version = Link.ask("version");
        return version == null ? "unknown" : version;
    }

    private static Status inactive() {
        String reason = System.getProperty(STATUS_PROPERTY);
        if (reason != null && reason.startsWith(INSTALLING)) {
            return new Status(Status.State.ABSENT, "the taskwork agent is " + reason,
                    "  ask again in some seconds");
        }
        if (reason != null && !reason.equals("active")) { // else somebody has set it by hand
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
