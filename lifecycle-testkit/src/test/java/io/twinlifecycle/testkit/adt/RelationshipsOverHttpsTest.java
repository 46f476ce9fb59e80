package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RealClients.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.models.JsonPatchDocument;
import com.azure.core.util.Context;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.BasicRelationship;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.CreateOrReplaceRelationshipOptions;
import com.azure.digitaltwins.core.models.DeleteRelationshipOptions;
import com.azure.digitaltwins.core.models.IncomingRelationship;
import com.azure.digitaltwins.core.models.UpdateRelationshipOptions;
import io.twinlifecycle.testkit.SampleModels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelationshipsOverHttpsTest {

    private static final String STALE = "W/\"00000000-0000-4000-8000-000000000000\"";

    private final RealClients clients = new RealClients().withSampleModels();
    private final DigitalTwinsClient unit = clients.sync();

    @BeforeEach
    void createTwins() {
        for (String space : List.of("house", "room")) {
            unit.createOrReplaceDigitalTwin(
                    space,
                    new BasicDigitalTwin(space)
                            .setMetadata(new BasicDigitalTwinMetadata().setModelId(SampleModels.SPACE.value())),
                    BasicDigitalTwin.class);
        }
        TwinsOverHttpsTest.create(unit, "t1");
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private BasicRelationship create(String source, String id, String name, String target) {
        BasicRelationship relationship = new BasicRelationship(id, source, target, name);
        if (name.equals("contains")) {
            relationship.addProperty("priority", 3);
        }
        return unit.createOrReplaceRelationship(source, id, relationship, BasicRelationship.class);
    }

    @Test
    void givesTheRelationshipBack() {
        BasicRelationship created = create("room", "r1", "contains", "t1");
        Response<BasicRelationship> got =
                unit.getRelationshipWithResponse("room", "r1", BasicRelationship.class, Context.NONE);

        assertThat(got.getHeaders().getValue(HttpHeaderName.ETAG)).isEqualTo(created.getETag());
        assertThat(got.getValue()).satisfies(relationship -> {
            assertThat(relationship.getId()).isEqualTo("r1");
            assertThat(relationship.getSourceId()).isEqualTo("room");
            assertThat(relationship.getTargetId()).isEqualTo("t1");
            assertThat(relationship.getName()).isEqualTo("contains");
            assertThat(relationship.getETag()).isEqualTo(created.getETag());
            assertThat(relationship.getProperties()).containsEntry("priority", 3);
        });
    }

    @Test
    void createsOnlyWhereThereIsNoneIfAskedTo() {
        create("room", "r1", "contains", "t1");
        CreateOrReplaceRelationshipOptions onlyNew = new CreateOrReplaceRelationshipOptions().setIfNoneMatch("*");

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.createOrReplaceRelationshipWithResponse(
                        "room",
                        "r1",
                        new BasicRelationship("r1", "room", "house", "contains"),
                        BasicRelationship.class,
                        onlyNew,
                        Context.NONE));
        assertThat(unit.getRelationship("room", "r1", BasicRelationship.class).getTargetId())
                .isEqualTo("t1");
    }

    @Test
    void replacesARelationshipAtBothItsEnds() {
        create("room", "r1", "contains", "t1");
        create("room", "r1", "contains", "house");

        assertThat(unit.listIncomingRelationships("t1")).isEmpty();
        assertThat(unit.listIncomingRelationships("house")).hasSize(1);
    }

    @Test
    void refusesARelationshipThatCannotBe() {
        assertRefused(404, "DigitalTwinNotFound", () -> create("nobody", "r1", "contains", "t1"));
        assertRefused(404, "TargetDigitalTwinNotFound", () -> create("room", "r1", "contains", "nobody"));
        assertRefused(400, "OperationNotAllowed", () -> create("room", "r1", "contains", "room"));
        assertRefused(400, "InvalidRelationship", () -> create("room", "r1", "dislikes", "t1"));
        assertRefused(400, "InvalidRelationship", () -> create("t1", "r1", "contains", "room"));
        BasicRelationship odd = new BasicRelationship("r1", "room", "t1", "contains").addProperty("colour", "red");
        assertRefused(
                400,
                "ValidationFailed",
                () -> unit.createOrReplaceRelationship("room", "r1", odd, BasicRelationship.class));
        assertThat(clients.adt().graph().relationships().all()).isEmpty();
    }

    @Test
    void keepsToTheTargetModelAndInheritsDeclarations() {
        create("t1", "r1", "isIn", "room");
        TwinsOverHttpsTest.create(unit, "t2");

        assertRefused(400, "InvalidRelationship", () -> create("t1", "r2", "isIn", "t2"));
    }

    @Test
    void patchesUnderTheCurrentETagOnly() {
        String etag = create("room", "r1", "contains", "t1").getETag();
        JsonPatchDocument patch = new JsonPatchDocument().appendReplace("/priority", 4);

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.updateRelationshipWithResponse(
                        "room", "r1", patch, new UpdateRelationshipOptions().setIfMatch(STALE), Context.NONE));
        unit.updateRelationshipWithResponse(
                "room", "r1", patch, new UpdateRelationshipOptions().setIfMatch(etag), Context.NONE);

        assertThat(unit.getRelationship("room", "r1", BasicRelationship.class)).satisfies(relationship -> {
            assertThat(relationship.getProperties()).containsEntry("priority", 4);
            assertThat(relationship.getETag()).isNotEqualTo(etag);
        });
    }

    @Test
    void deletesUnderTheCurrentETagOnly() {
        String etag = create("room", "r1", "contains", "t1").getETag();

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.deleteRelationshipWithResponse(
                        "room", "r1", new DeleteRelationshipOptions().setIfMatch(STALE), Context.NONE));
        unit.deleteRelationshipWithResponse(
                "room", "r1", new DeleteRelationshipOptions().setIfMatch(etag), Context.NONE);
        assertRefused(404, "RelationshipNotFound", () -> unit.deleteRelationship("room", "r1"));
        assertRefused(404, "DigitalTwinNotFound", () -> unit.deleteRelationship("nobody", "r1"));
    }

    @Test
    void listsTenAPageOrderedById() {
        List<String> ids = IntStream.range(0, 21).mapToObj(i -> "r" + (10 + i)).toList();
        for (int i = ids.size() - 1; i >= 0; i--) {
            create("room", ids.get(i), "contains", "t1");
        }
        clients.adt().calls().clear();

        assertThat(unit.listRelationships("room", BasicRelationship.class))
                .extracting(BasicRelationship::getId)
                .containsExactlyElementsOf(ids);
        assertThat(unit.listIncomingRelationships("t1"))
                .extracting(IncomingRelationship::getRelationshipId)
                .containsExactlyElementsOf(ids);
        assertThat(clients.adt().calls().total()).as("10, 10 and 1, twice").isEqualTo(6);
        assertThat(unit.listRelationships("room", BasicRelationship.class)
                        .iterableByPage()
                        .iterator()
                        .next()
                        .getContinuationToken())
                .as("an absolute link")
                .startsWith(clients.adt().endpoint() + "/digitaltwins/room/relationships?continuationToken=");
    }

    @Test
    void listsThoseOfOneNameAcrossPages() {
        for (int i = 0; i < 12; i++) {
            create("t1", "r" + i, "isIn", "room");
        }

        assertThat(unit.listRelationships("t1", "isIn", BasicRelationship.class, Context.NONE))
                .hasSize(12);
        assertThat(unit.listRelationships("t1", "contains", BasicRelationship.class, Context.NONE))
                .isEmpty();
    }

    @Test
    void saysOfAnIncomingRelationshipWhereToFindIt() {
        create("room", "r 1", "contains", "t1");

        assertThat(unit.listIncomingRelationships("t1")).singleElement().satisfies(incoming -> {
            assertThat(incoming.getSourceId()).isEqualTo("room");
            assertThat(incoming.getRelationshipName()).isEqualTo("contains");
            assertThat(incoming.getRelationshipLink())
                    .startsWith(clients.adt().endpoint() + "/digitaltwins/room/relationships/r%201?api-version=");
        });
    }

    @Test
    void keepsATwinUntilItsRelationshipsAreGoneAndAWhileLongerIfToldTo() {
        create("room", "r1", "contains", "t1");
        assertRefused(400, "RelationshipsNotDeleted", () -> unit.deleteDigitalTwin("t1"));
        assertRefused(400, "RelationshipsNotDeleted", () -> unit.deleteDigitalTwin("room"));
        unit.deleteRelationship("room", "r1");

        clients.adt().graph().reportRelationshipsOnNextDeletes(1);
        assertRefused(400, "RelationshipsNotDeleted", () -> unit.deleteDigitalTwin("t1"));
        unit.deleteDigitalTwin("t1");
        assertRefused(
                404,
                "DigitalTwinNotFound",
                () -> unit.listRelationships("t1", BasicRelationship.class).forEach(each -> {}));
    }

    @Test
    void answersTheAsynchronousClientToo() {
        for (int i = 0; i < 12; i++) {
            create("room", "r" + i, "contains", "t1");
        }

        assertThat(clients.async()
                        .listRelationships("room", BasicRelationship.class)
                        .collectList()
                        .block())
                .hasSize(12);
        assertThat(clients.async().listIncomingRelationships("t1").collectList().block())
                .hasSize(12);
        clients.async().deleteRelationship("room", "r1").block();
        assertThat(clients.adt().graph().relationships().all()).hasSize(11);
    }
}
