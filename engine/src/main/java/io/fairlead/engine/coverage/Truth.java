package io.fairlead.engine.coverage;

/** Whether a condition holds when only some of a lead's fields are known. */
enum Truth {
    YES,
    NO,
    DEPENDS;

    static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case DEPENDS -> DEPENDS;
        };
    }
}
