import java.io.File;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates PDFs against PDF/A-3a and PDF/UA-1. For each file and standard one line "checked" with
 * the number of checks, then one line "failed" for each rule that is broken: how often, clause,
 * what is wrong and where first. Fields are divided by tabs.
 */
public class Validate {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            for (PDFAFlavour standard : List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1)) {
                validate(path, standard);
            }
        }
    }

    private static void validate(String path, PDFAFlavour standard) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), standard);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            print("checked", path, standard.getId(), result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> rule : result.getFailedChecks().entrySet()) {
                TestAssertion first = result.getTestAssertions().stream()
                        .filter(test -> test.getRuleId().equals(rule.getKey()))
                        .findFirst()
                        .get();
                String clause = rule.getKey().getClause() + "-" + rule.getKey().getTestNumber();
                print("failed", path, standard.getId(), rule.getValue(), clause,
                        first.getMessage(), first.getLocation().getContext());
            }
        }
    }

    private static void print(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.length() > 0 ? "\t" : "").append(String.valueOf(field).replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
