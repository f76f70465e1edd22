import { testSecretStore } from './secrets.contract.ts';
import { createMemorySecrets } from './memory-secrets.ts';

testSecretStore(createMemorySecrets);
