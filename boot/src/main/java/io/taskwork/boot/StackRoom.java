// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;

/**
 * Overflows the stack, if it is nearly full, before something begins that must not end half way.
 * {@code @ReservedStackAccess} does not suffice: it delays the error to the end of the method,
 * where it replaces what the method returns.
 */
final class StackRoom {
    // OverflowIT and FullStackIT show what is enough. The variables are written out, and not added
    // by a build step: what counts in a compiled frame are values that are in use, and what runs
    // from an IDE's classes should have the same room.

    /** The number of frames of {@link #frames} for 4 KB; interpreted ones take twice that. */
    private static final int FRAMES = 6;

    private static final int MANY = 30;

    /** Values that the compiler cannot know. */
    private static final long[] VALUES = new long[100];

    private static final boolean SMALL_PAGES = hasSmallPages();

    private StackRoom() {}

    /**
     * Throws {@link StackOverflowError} if there is no room for a section of the runtime's own, or
     * for one that goes through a scheduler's queue.
     */
    static void require(WorkQueue queue) {
        if (SMALL_PAGES) {
            page(0);
        } else {
            frames(FRAMES, queue.probes++);
        }
    }

    /**
     * Throws {@link StackOverflowError} if there is no room for a section that goes through an
     * executor of the JDK, or through the API's method handles.
     */
    static void requireMuch(WorkQueue queue) {
        frames(MANY, queue.probes++);
    }

    /**
     * Returns whether pages are as small as they can be; with larger ones {@link #page} would stay
     * within one page.
     */
    private static boolean hasSmallPages() {
        return Unsafe.getUnsafe().pageSize() <= 4096;
    }

    /**
     * Needs a frame of 4.9 KB, if it is interpreted. A compiled frame is small, but may have to
     * become an interpreted one at any time, and therefore its call checks for that much room: down
     * to the end of the following page, with one store more than any other call ({@code
     * PhaseOutput::bang_size_in_bytes}, {@code AbstractAssembler::generate_stack_overflow_check} in
     * HotSpot). For that the method must contain a call, even one that never runs, and it must use
     * the last variable, or a tool that rewrites the class might count fewer.
     */
    @DontInline
    @SuppressWarnings("UnusedVariable") // they make the frame large
    private static void page(int zero) {
        long l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, l13, l14, l15, l16, l17, l18,
                l19, l20, l21, l22, l23, l24, l25, l26, l27, l28, l29, l30, l31, l32, l33, l34, l35,
                l36, l37, l38, l39, l40, l41, l42, l43, l44, l45, l46, l47, l48, l49, l50, l51, l52,
                l53, l54, l55, l56, l57, l58, l59, l60, l61, l62, l63, l64, l65, l66, l67, l68, l69,
                l70, l71, l72, l73, l74, l75, l76, l77, l78, l79, l80, l81, l82, l83, l84, l85, l86,
                l87, l88, l89, l90, l91, l92, l93, l94, l95, l96, l97, l98, l99, l100, l101, l102,
                l103, l104, l105, l106, l107, l108, l109, l110, l111, l112, l113, l114, l115, l116,
                l117, l118, l119, l120, l121, l122, l123, l124, l125, l126, l127, l128, l129, l130,
                l131, l132, l133, l134, l135, l136, l137, l138, l139, l140, l141, l142, l143, l144,
                l145, l146, l147, l148, l149, l150, l151, l152, l153, l154, l155, l156, l157, l158,
                l159, l160, l161, l162, l163, l164, l165, l166, l167, l168, l169, l170, l171, l172,
                l173, l174, l175, l176, l177, l178, l179, l180, l181, l182, l183, l184, l185, l186,
                l187, l188, l189, l190, l191, l192, l193, l194, l195, l196, l197, l198, l199, l200,
                l201, l202, l203, l204, l205, l206, l207, l208, l209, l210, l211, l212, l213, l214,
                l215, l216, l217, l218, l219, l220, l221, l222, l223, l224, l225, l226, l227, l228,
                l229, l230, l231, l232, l233, l234, l235, l236, l237, l238, l239, l240, l241, l242,
                l243, l244, l245, l246, l247, l248, l249, l250, l251, l252, l253, l254, l255, l256,
                l257, l258, l259, l260, l261, l262, l263, l264, l265, l266, l267, l268, l269, l270,
                l271, l272, l273, l274, l275, l276, l277, l278, l279, l280, l281, l282, l283, l284,
                l285, l286, l287, l288, l289, l290, l291, l292, l293, l294, l295, l296, l297, l298,
                l299;
        if (zero != 0) {
            l299 = leaf(zero);
        }
    }

    /**
     * Needs the given number of frames of 800 bytes each; interpreted ones are larger. Each frame
     * is as large as its rarest path needs: one on which many values outlive a call. That path is
     * taken from time to time, or the compiler would leave it out. The usual path does not touch
     * the frame, and costs a few nanoseconds.
     *
     * @param count a number that changes with every call
     */
    @DontInline
    private static long frames(int n, int count) {
        long sum = 0L;
        if ((count & 255) == 0) {
            long[] v = VALUES;
            long l0 = v[0], l1 = v[1], l2 = v[2], l3 = v[3], l4 = v[4], l5 = v[5], l6 = v[6],
                    l7 = v[7], l8 = v[8], l9 = v[9], l10 = v[10], l11 = v[11], l12 = v[12],
                    l13 = v[13], l14 = v[14], l15 = v[15], l16 = v[16], l17 = v[17], l18 = v[18],
                    l19 = v[19], l20 = v[20], l21 = v[21], l22 = v[22], l23 = v[23], l24 = v[24],
                    l25 = v[25], l26 = v[26], l27 = v[27], l28 = v[28], l29 = v[29], l30 = v[30],
                    l31 = v[31], l32 = v[32], l33 = v[33], l34 = v[34], l35 = v[35], l36 = v[36],
                    l37 = v[37], l38 = v[38], l39 = v[39], l40 = v[40], l41 = v[41], l42 = v[42],
                    l43 = v[43], l44 = v[44], l45 = v[45], l46 = v[46], l47 = v[47], l48 = v[48],
                    l49 = v[49], l50 = v[50], l51 = v[51], l52 = v[52], l53 = v[53], l54 = v[54],
                    l55 = v[55], l56 = v[56], l57 = v[57], l58 = v[58], l59 = v[59], l60 = v[60],
                    l61 = v[61], l62 = v[62], l63 = v[63], l64 = v[64], l65 = v[65], l66 = v[66],
                    l67 = v[67], l68 = v[68], l69 = v[69], l70 = v[70], l71 = v[71], l72 = v[72],
                    l73 = v[73], l74 = v[74], l75 = v[75], l76 = v[76], l77 = v[77], l78 = v[78],
                    l79 = v[79], l80 = v[80], l81 = v[81], l82 = v[82], l83 = v[83], l84 = v[84],
                    l85 = v[85], l86 = v[86], l87 = v[87], l88 = v[88], l89 = v[89], l90 = v[90],
                    l91 = v[91], l92 = v[92], l93 = v[93], l94 = v[94], l95 = v[95], l96 = v[96],
                    l97 = v[97], l98 = v[98], l99 = v[99];
            sum = leaf(count) + l0 + l1 + l2 + l3 + l4 + l5 + l6 + l7 + l8 + l9 + l10 + l11 + l12
                    + l13 + l14 + l15 + l16 + l17 + l18 + l19 + l20 + l21 + l22 + l23 + l24 + l25
                    + l26 + l27 + l28 + l29 + l30 + l31 + l32 + l33 + l34 + l35 + l36 + l37 + l38
                    + l39 + l40 + l41 + l42 + l43 + l44 + l45 + l46 + l47 + l48 + l49 + l50 + l51
                    + l52 + l53 + l54 + l55 + l56 + l57 + l58 + l59 + l60 + l61 + l62 + l63 + l64
                    + l65 + l66 + l67 + l68 + l69 + l70 + l71 + l72 + l73 + l74 + l75 + l76 + l77
                    + l78 + l79 + l80 + l81 + l82 + l83 + l84 + l85 + l86 + l87 + l88 + l89 + l90
                    + l91 + l92 + l93 + l94 + l95 + l96 + l97 + l98 + l99;
        }
        return n > 1 ? sum + frames(n - 1, count) : sum;
    }

    @DontInline
    private static int leaf(int count) {
        return count;
    }
}
