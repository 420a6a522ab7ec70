// SPDX-License-Identifier: Apache-2.0
package io.taskwork.boot;

import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Overflows the stack, if it is nearly full, before something begins that must not end half way.
 * {@code @ReservedStackAccess} would not do: it puts the error off to the end of the method, where
 * it replaces what the method returns.
 *
 * <p>Each takes any number that changes with every call of the caller.
 */
final class StackRoom {
    // OverflowIT and FullStackIT tell what is enough.

    private static final int LITTLE = 2;

    private static final int FRAMES = 3;

    private static final int MANY = 15;

    /** Values that the compiler cannot know. */
    private static final long[] VALUES = new long[200];

    private StackRoom() {}

    /** Throws {@link StackOverflowError} if there is no room for a section of the runtime's own. */
    static void requireLittle(int count) {
        frames(LITTLE, count);
    }

    /** For a section that goes through a scheduler's queue, or is followed by more in the API. */
    static void require(int count) {
        frames(FRAMES, count);
    }

    /** For a section that goes through an executor of the JDK, or the API's method handles. */
    static void requireMuch(int count) {
        frames(MANY, count);
    }

    @DontInline
    private static long frames(int n, int count) {
        return room(n, count);
    }

    @DontInline
    private static long frame(int count) {
        return room(1, count);
    }

    /**
     * A frame of 1600 bytes, interpreted one of more. It is as large as its rarest path needs: one
     * on which many values outlive a call. That path is taken now and then, or the compiler would
     * leave it out; the usual one touches nothing of the frame, so it costs some nanoseconds.
     */
    @ForceInline
    private static long room(int frames, int count) {
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
                    l97 = v[97], l98 = v[98], l99 = v[99], l100 = v[100], l101 = v[101],
                    l102 = v[102], l103 = v[103], l104 = v[104], l105 = v[105], l106 = v[106],
                    l107 = v[107], l108 = v[108], l109 = v[109], l110 = v[110], l111 = v[111],
                    l112 = v[112], l113 = v[113], l114 = v[114], l115 = v[115], l116 = v[116],
                    l117 = v[117], l118 = v[118], l119 = v[119], l120 = v[120], l121 = v[121],
                    l122 = v[122], l123 = v[123], l124 = v[124], l125 = v[125], l126 = v[126],
                    l127 = v[127], l128 = v[128], l129 = v[129], l130 = v[130], l131 = v[131],
                    l132 = v[132], l133 = v[133], l134 = v[134], l135 = v[135], l136 = v[136],
                    l137 = v[137], l138 = v[138], l139 = v[139], l140 = v[140], l141 = v[141],
                    l142 = v[142], l143 = v[143], l144 = v[144], l145 = v[145], l146 = v[146],
                    l147 = v[147], l148 = v[148], l149 = v[149], l150 = v[150], l151 = v[151],
                    l152 = v[152], l153 = v[153], l154 = v[154], l155 = v[155], l156 = v[156],
                    l157 = v[157], l158 = v[158], l159 = v[159], l160 = v[160], l161 = v[161],
                    l162 = v[162], l163 = v[163], l164 = v[164], l165 = v[165], l166 = v[166],
                    l167 = v[167], l168 = v[168], l169 = v[169], l170 = v[170], l171 = v[171],
                    l172 = v[172], l173 = v[173], l174 = v[174], l175 = v[175], l176 = v[176],
                    l177 = v[177], l178 = v[178], l179 = v[179], l180 = v[180], l181 = v[181],
                    l182 = v[182], l183 = v[183], l184 = v[184], l185 = v[185], l186 = v[186],
                    l187 = v[187], l188 = v[188], l189 = v[189], l190 = v[190], l191 = v[191],
                    l192 = v[192], l193 = v[193], l194 = v[194], l195 = v[195], l196 = v[196],
                    l197 = v[197], l198 = v[198], l199 = v[199];
            sum = leaf(count) + l0 + l1 + l2 + l3 + l4 + l5 + l6 + l7 + l8 + l9 + l10 + l11 + l12
                    + l13 + l14 + l15 + l16 + l17 + l18 + l19 + l20 + l21 + l22 + l23 + l24 + l25
                    + l26 + l27 + l28 + l29 + l30 + l31 + l32 + l33 + l34 + l35 + l36 + l37 + l38
                    + l39 + l40 + l41 + l42 + l43 + l44 + l45 + l46 + l47 + l48 + l49 + l50 + l51
                    + l52 + l53 + l54 + l55 + l56 + l57 + l58 + l59 + l60 + l61 + l62 + l63 + l64
                    + l65 + l66 + l67 + l68 + l69 + l70 + l71 + l72 + l73 + l74 + l75 + l76 + l77
                    + l78 + l79 + l80 + l81 + l82 + l83 + l84 + l85 + l86 + l87 + l88 + l89 + l90
                    + l91 + l92 + l93 + l94 + l95 + l96 + l97 + l98 + l99 + l100 + l101 + l102
                    + l103 + l104 + l105 + l106 + l107 + l108 + l109 + l110 + l111 + l112 + l113
                    + l114 + l115 + l116 + l117 + l118 + l119 + l120 + l121 + l122 + l123 + l124
                    + l125 + l126 + l127 + l128 + l129 + l130 + l131 + l132 + l133 + l134 + l135
                    + l136 + l137 + l138 + l139 + l140 + l141 + l142 + l143 + l144 + l145 + l146
                    + l147 + l148 + l149 + l150 + l151 + l152 + l153 + l154 + l155 + l156 + l157
                    + l158 + l159 + l160 + l161 + l162 + l163 + l164 + l165 + l166 + l167 + l168
                    + l169 + l170 + l171 + l172 + l173 + l174 + l175 + l176 + l177 + l178 + l179
                    + l180 + l181 + l182 + l183 + l184 + l185 + l186 + l187 + l188 + l189 + l190
                    + l191 + l192 + l193 + l194 + l195 + l196 + l197 + l198 + l199;
        }
        return frames > 2 ? sum + frames(frames - 1, count)
                : frames == 2 ? sum + frame(count) : sum;
    }

    @DontInline
    private static long leaf(int count) {
        return count;
    }
}
