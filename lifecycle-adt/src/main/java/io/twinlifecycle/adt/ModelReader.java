package io.twinlifecycle.adt;

import com.azure.core.http.rest.PagedFlux;
import com.azure.core.http.rest.PagedResponse;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.models.DigitalTwinsModelData;
import com.azure.digitaltwins.core.models.ListModelsOptions;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads a model and all that it depends on, in one request per hundred models. */
final class ModelReader {

    private static final int PAGE_SIZE = 100; // the most that the service gives
    private static final int MAX_PAGES = 100;
    // Longer than a caller waits: what comes too late for one is there for the next.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DigitalTwinsAsyncClient client;

    ModelReader(DigitalTwinsAsyncClient client) {
        this.client = client;
    }

    /** Reads, on another thread; the answer is empty if there is no such model. */
    Mono<Optional<ModelDescription>> read(ModelId id) {
        Mono<Optional<ModelDescription>> call =
                Mono.defer(() -> definitions(id)).map(found -> describe(id, found));
        return AdtCalls.expecting(call, Map.of("ModelNotFound", Optional.empty()))
                .timeout(PATIENCE)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Map<ModelId, String>> definitions(ModelId id) {
        ListModelsOptions options = new ListModelsOptions()
                .setDependenciesFor(List.of(id.value()))
                .setIncludeModelDefinition(true)
                .setMaxItemsPerPage(PAGE_SIZE);
        PagedFlux<DigitalTwinsModelData> models = client.listModels(options);
        return models.byPage()
                .next()
                .expand(page -> following(models, page))
                .take(MAX_PAGES)
                .flatMapIterable(PagedResponse::getValue)
                .filter(model -> ModelId.isValid(model.getModelId()) && model.getDtdlModel() != null)
                .collect(
                        LinkedHashMap::new,
                        (found, model) -> found.put(new ModelId(model.getModelId()), model.getDtdlModel()));
    }

    private static Mono<PagedResponse<DigitalTwinsModelData>> following(
            PagedFlux<DigitalTwinsModelData> models, PagedResponse<DigitalTwinsModelData> page) {
        return PageLinks.next(page).map(token -> models.byPage(token).next()).orElseGet(Mono::empty);
    }

    private static Optional<ModelDescription> describe(ModelId id, Map<ModelId, String> definitions) {
        if (definitions.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DtdlReader.describe(id, definitions));
        } catch (IllegalArgumentException e) {
            throw LifecycleException.storeRefused("model " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
