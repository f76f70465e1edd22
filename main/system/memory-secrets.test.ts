import { testSecretStore } from './testing/secrets-contract.ts';
import { createMemorySecrets } from './memory-secrets.ts';

testSecretStore(createMemorySecrets);
