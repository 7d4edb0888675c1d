package io.fairlead.server.wording;

/** What became of a lead, in an English sentence: on the command line and in the API. */
public final class Sentences {
    private Sentences() {}

    /**
     * Somebody got it.
     *
     * @param lead what the lead is called at the beginning of the sentence
     * @param rule that decided; empty for none
     * @param how a way of assignment
     * @param figures added to the reason; empty for none
     */
    public static String assigned(String lead, String receiver, String rule, String how, String figures) {
        return lead + " went to " + receiver + byRule(rule) + ": " + why(how) + figures + ".";
    }

    /** Somebody may take it. */
    public static String offered(String lead, String rule) {
        return lead + " is offered" + byRule(rule) + " until somebody accepts it.";
    }

    /** Nobody has it, and it waits for who can receive it. */
    public static String waiting(String lead, String rule) {
        return lead
                + (rule.isEmpty()
                        ? " waits: no rule took it."
                        : " waits in the rule " + rule + ": nobody could receive it.");
    }

    /** Nobody has it, and nobody will by itself. */
    public static String unassigned(String lead, String rule) {
        return lead + " has nobody: "
                + (rule.isEmpty() ? "no rule took it." : "the rule " + rule + " left it unassigned.");
    }

    private static String byRule(String rule) {
        return rule.isEmpty() ? "" : " by the rule " + rule;
    }

    private static String why(String how) {
        return switch (how) {
            case "turns" -> "their balance was the highest after everybody eligible was credited";
            case "utilisation" -> "their utilisation was the lowest among the eligible";
            case "least-open" -> "they had the fewest open leads for their weight";
            case "priority" -> "they are the first eligible in the list";
            case "claim" -> "they accepted it first";
            case "known-owner" -> "the contact is already theirs";
            case "known-former" -> "they advised the contact before";
            case "overflow" -> "everybody who could receive was full, and no lead is lost to a cap";
            case "held" -> "it had waited for somebody who can receive";
            case "fallback" -> "nobody was eligible, and they are the fallback";
            case "manual" -> "it was assigned by hand";
            default -> how;
        };
    }
}
